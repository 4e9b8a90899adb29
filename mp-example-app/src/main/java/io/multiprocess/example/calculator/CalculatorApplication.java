package io.multiprocess.example.calculator;

import io.multiprocess.example.ExampleApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The process that calculates. */
@SpringBootApplication
public class CalculatorApplication {

    /** Serves until the process is ended. */
    public static void main(String[] args) {
        ExampleApplication.serve("calculator", CalculatorApplication.class, args);
    }
}
