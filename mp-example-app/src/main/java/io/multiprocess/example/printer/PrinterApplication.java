package io.multiprocess.example.printer;

import io.multiprocess.example.ExampleApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The process that prints. */
@SpringBootApplication
public class PrinterApplication {

    /** Serves until the process is ended. */
    public static void main(String[] args) {
        ExampleApplication.serve("printer", PrinterApplication.class, args);
    }
}
