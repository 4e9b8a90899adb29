package three;

/** Uses what is generated here, in the sibling, and for a schema that comes with the plugin. */
public final class Main {
    private Main() {}

    public static String describe(ThreeCapnp.Three.Reader value) {
        return value.getFrom().getX() + " " + value.getAll().size() + value.getDeclaration().getDisplayName();
    }
}
