package io.multiprocess.proxy;

/**
 * One method that can be called on an interface, own or inherited; a constant of the generated proxy client.
 *
 * <p><i>Immutable.</i>
 */
public final class ProxyMethod {
    /** The context pointer of a method without a {@code Context} parameter. */
    public static final int NO_CONTEXT = -1;

    private final int index;
    private final long interfaceId;
    private final int methodId;
    private final String name;
    private final int paramsWords;
    private final int contextPointer;
    private final boolean lifecycle;
    private final boolean copied;

    private ProxyMethod(
            int index,
            long interfaceId,
            int methodId,
            String name,
            int paramsWords,
            int contextPointer,
            boolean copied) {
        this.index = index;
        this.interfaceId = interfaceId;
        this.methodId = methodId;
        this.name = name;
        this.paramsWords = paramsWords;
        this.contextPointer = contextPointer;
        this.copied = copied;
        lifecycle = name.endsWith(".construct") || name.endsWith(".destroy");
    }

    /**
     * Describes a method.
     *
     * @param index place among the methods of its proxy class, inherited ones first
     * @param interfaceId id of the interface that declares it
     * @param methodId its ordinal there
     * @param name {@code Interface.method}, for logs
     * @param paramsWords expected size of the params in words
     * @param contextPointer which pointer of the params struct is the {@code Context}, or {@link #NO_CONTEXT}
     */
    public static ProxyMethod of(
            int index, long interfaceId, int methodId, String name, int paramsWords, int contextPointer) {
        return new ProxyMethod(index, interfaceId, methodId, name, paramsWords, contextPointer, false);
    }

    /** The same method, of which all values that it takes and gives are copied: none of them refers to the memory of a message. */
    public ProxyMethod copied() {
        return new ProxyMethod(index, interfaceId, methodId, name, paramsWords, contextPointer, true);
    }

    /** Its place among the methods of its proxy class, inherited ones first. */
    public int index() {
        return index;
    }

    /** The id of the interface that declares it. */
    public long interfaceId() {
        return interfaceId;
    }

    /** Its ordinal in the interface that declares it. */
    public int methodId() {
        return methodId;
    }

    /** {@code Interface.method} as in the schema. */
    public String name() {
        return name;
    }

    /** Whether it takes a {@code Context}, and so runs on a thread of its own instead of the event loop. */
    public boolean takesContext() {
        return contextPointer >= 0;
    }

    /** Whether it makes or ends the object, and so is nothing for interceptors. */
    boolean isLifecycle() {
        return lifecycle;
    }

    /** Whether nobody keeps anything of its messages once the call is over. */
    boolean isCopied() {
        return copied;
    }

    int paramsWords() {
        return paramsWords;
    }

    int contextPointer() {
        return contextPointer;
    }

    @Override
    public String toString() {
        return name;
    }
}
