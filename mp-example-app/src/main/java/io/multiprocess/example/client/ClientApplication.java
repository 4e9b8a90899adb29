package io.multiprocess.example.client;

import io.multiprocess.example.ExampleApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The process that reads equations from the terminal. */
@SpringBootApplication
public class ClientApplication {

    /** Reads equations until {@code exit} or the end of the input; exits with 0, or with 1 if it could not start. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Reads equations until {@code exit} or the end of the input.
     *
     * @return the exit status
     */
    public static int run(String... args) {
        ConfigurableApplicationContext context = ExampleApplication.start("client", ClientApplication.class, args);
        return context == null ? 1 : SpringApplication.exit(context);
    }
}
