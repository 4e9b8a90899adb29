package two;

/** Uses what is generated here, in the sibling. */
public final class Main {
    private Main() {}

    public static String describe(TwoCapnp.Two.Reader value) {
        return value.getFrom().getX() + " " + value.getAll().size();
    }
}
