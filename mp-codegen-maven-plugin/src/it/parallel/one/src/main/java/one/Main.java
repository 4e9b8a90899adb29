package one;

/** Uses what is generated here, in the sibling. */
public final class Main {
    private Main() {}

    public static String describe(OneCapnp.One.Reader value) {
        return value.getFrom().getX() + " " + value.getAll().size();
    }
}
