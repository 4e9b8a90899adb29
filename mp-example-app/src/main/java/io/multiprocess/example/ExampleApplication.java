package io.multiprocess.example;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.ArrayList;
import java.util.List;

/** Starts one application of the example in this process, and says in one line why if it cannot. */
public final class ExampleApplication {

    private ExampleApplication() {}

    /**
     * Starts an application.
     *
     * @param role what the process is called, which is also the name of its configuration file
     * @return the running application, or {@code null} if it could not start
     */
    public static @Nullable ConfigurableApplicationContext start(String role, Class<?> application, String... args) {
        try {
            return new SpringApplicationBuilder(application)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .properties("spring.config.name=application," + role)
                    .run(args);
        } catch (RuntimeException e) {
            Terminal.complain(role, "cannot start: " + reason(e));
            return null;
        }
    }

    /** The innermost sentence that says what this application wanted; causes below it are the system's. */
    private static String reason(RuntimeException failure) {
        RuntimeException innermost = failure;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof RuntimeException runtime) {
                innermost = runtime;
            }
        }
        return innermost.getMessage() != null ? innermost.getMessage() : innermost.toString();
    }

    /**
     * Starts a server and leaves it running.
     *
     * <p>With one argument that is a number it serves the process that started it, over the descriptor of that number:
     * this is how libmultiprocess starts its children.
     */
    public static void serve(String role, Class<?> application, String... args) {
        boolean spawned = args.length == 1 && args[0].chars().allMatch(Character::isDigit);
        List<String> arguments = new ArrayList<>();
        if (spawned) {
            arguments.add("--multiprocess.server.address=fd:" + args[0]);
        } else {
            arguments.addAll(List.of(args));
        }
        ConfigurableApplicationContext context = start(role, application, arguments.toArray(String[]::new));
        if (context == null) {
            System.exit(1);
            return;
        }
        String address = context.getEnvironment().getRequiredProperty("multiprocess.server.address");
        if (!spawned) {
            Terminal.say(role, "serves at " + address);
        }
        if (context.getEnvironment().getProperty("example.end-with-parent", Boolean.class, false)) {
            endWith(ProcessHandle.current().parent().orElse(null));
        }
    }

    private static void endWith(@Nullable ProcessHandle parent) {
        if (parent == null) {
            System.exit(1);
        } else {
            var unused = parent.onExit().thenRun(() -> System.exit(0));
        }
    }
}
