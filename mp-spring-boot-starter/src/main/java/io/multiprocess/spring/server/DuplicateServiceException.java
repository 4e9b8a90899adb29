package io.multiprocess.spring.server;

/** Two served beans claim the same calls. */
public final class DuplicateServiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    private DuplicateServiceException(String message, String action) {
        super(message);
        this.action = action;
    }

    static DuplicateServiceException sameName(ServedInterface first, ServedInterface second) {
        return new DuplicateServiceException(
                "The beans '%s' and '%s' are both served as %s"
                        .formatted(first.beanName(), second.beanName(), first.description()),
                "Give one of them a name of its own with @MpService(name = \"…\"), which clients ask for as"
                        + " @MpClient(\"connection/name\"), or leave the interface out with @MpService(interfaces = …).");
    }

    static DuplicateServiceException inherited(ServedInterface first, ServedInterface second, long interfaceId) {
        return new DuplicateServiceException(
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

    static DuplicateServiceException twoRoots(ServedInterface first, ServedInterface second) {
        return new DuplicateServiceException(
                "Both %s of the bean '%s' and %s of the bean '%s' are declared to be the root"
                        .formatted(first.description(), first.beanName(), second.description(), second.beanName()),
                "Leave root = true on one of them, the one that peers with a single root interface expect.");
    }

    /** What the developer can do about it, in a sentence. */
    public String getAction() {
        return action;
    }
}
