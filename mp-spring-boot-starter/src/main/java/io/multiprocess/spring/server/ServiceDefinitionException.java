package io.multiprocess.spring.server;

/** What {@code @MpService} says of a bean cannot be: two beans claim the same calls, or one is not what it is to be served as. */
public final class ServiceDefinitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    private ServiceDefinitionException(String message, String action) {
        super(message);
        this.action = action;
    }

    static ServiceDefinitionException sameName(ServedInterface first, ServedInterface second) {
        return new ServiceDefinitionException(
                "The beans '%s' and '%s' are both served as %s"
                        .formatted(first.beanName(), second.beanName(), first.description()),
                "Give one of them a name of its own with @MpService(name = \"…\"), which clients ask for as"
                        + " @MpClient(\"connection/name\"), or leave the interface out with @MpService(interfaces = …).");
    }

    static ServiceDefinitionException inherited(ServedInterface first, ServedInterface second, long interfaceId) {
        return new ServiceDefinitionException(
                "Calls of the interface with id 0x%016x would reach both %s of the bean '%s' and %s of the bean '%s', which inherit it"
                        .formatted(
                                interfaceId,
                                first.description(),
                                first.beanName(),
                                second.description(),
                                second.beanName()),
                "Say which of them gets these calls with @MpService(root = true), or give one of them a name with"
                        + " @MpService(name = \"…\").");
    }

    static ServiceDefinitionException twoRoots(ServedInterface first, ServedInterface second) {
        return new ServiceDefinitionException(
                "Both %s of the bean '%s' and %s of the bean '%s' are declared to be the root"
                        .formatted(first.description(), first.beanName(), second.description(), second.beanName()),
                "Leave root = true on one of them, the one that peers with a single root interface expect.");
    }

    static ServiceDefinitionException notImplemented(String beanName, Class<?> beanType, Class<?> javaInterface) {
        return new ServiceDefinitionException(
                "The bean '%s' of type %s does not implement %s, which its @MpService names"
                        .formatted(beanName, MissingProxyServerException.name(beanType), javaInterface.getName()),
                "Let the bean implement the interface, or leave it out of @MpService(interfaces = …): without any, all interfaces that"
                        + " servers were generated for are served.");
    }

    /** What the developer can do about it, in a sentence. */
    public String getAction() {
        return action;
    }
}
