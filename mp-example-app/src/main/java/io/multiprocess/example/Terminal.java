package io.multiprocess.example;

/**
 * Writes lines that say which process they come from.
 *
 * <p>Thread-safe.
 */
public final class Terminal {

    private Terminal() {}

    /** Writes one line: who, the process id, what. */
    public static void say(String role, String text) {
        System.out.println(line(role, text));
        System.out.flush();
    }

    /** Writes one line about something that went wrong. */
    public static void complain(String role, String text) {
        System.err.println(line(role, text));
        System.err.flush();
    }

    private static String line(String role, String text) {
        return "%-10s %7d | %s".formatted(role, ProcessHandle.current().pid(), text.strip());
    }
}
