package io.multiprocess.example.client;

import io.multiprocess.capability.RpcException;
import io.multiprocess.example.Calculator;
import io.multiprocess.example.Init;
import io.multiprocess.example.Printer;
import io.multiprocess.example.Terminal;
import io.multiprocess.spring.MpClient;
import io.multiprocess.spring.event.MpConnectionClosedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/**
 * Reads equations and has them solved by the calculator's process, which prints through the printer's.
 *
 * <p>Confined to the main thread, but for the listeners of events.
 */
@Component
class EquationReader implements ApplicationRunner {

    private final Init printers;
    private final Init calculators;
    private @Nullable Printer printer;
    private @Nullable Calculator calculator;
    private volatile boolean lost;
    private volatile boolean ended;

    EquationReader(@MpClient("printer") Init printers, @MpClient("calculator") Init calculators) {
        this.printers = printers;
        this.calculators = calculators;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        for (String line = read(input); line != null && !line.equals("exit"); line = read(input)) {
            if (!line.isEmpty()) {
                solve(line);
            }
        }
        ended = true;
        forget();
        Terminal.say("client", "Bye!");
    }

    @SuppressWarnings("SystemConsoleNull") // A prompt too many, on newer Java with a pipe, does no harm.
    private static @Nullable String read(BufferedReader input) throws IOException {
        if (System.console() != null) {
            System.out.print("Enter the equation, or \"exit\" to quit: ");
            System.out.flush();
        }
        // Nobody sees the answers any more once the terminal or the pipe behind it is gone.
        String line = System.out.checkError() ? null : input.readLine();
        return line == null ? null : line.strip();
    }

    private void solve(String equation) {
        try {
            Calculator remote = calculator();
            long start = System.nanoTime();
            remote.solveEquation(equation);
            Terminal.say("client", "answered in %.2f ms".formatted((System.nanoTime() - start) / 1e6));
        } catch (RpcException e) {
            Terminal.complain("client", "no answer: " + e.getMessage());
            if (e.kind() == RpcException.Kind.DISCONNECTED) {
                forget();
            }
        }
    }

    /** The calculator in the other process, made again after one of the processes was gone. */
    private Calculator calculator() {
        if (lost) {
            lost = false;
            forget();
        }
        Calculator current = calculator;
        if (current == null) {
            Printer newPrinter = printers.makePrinter();
            if (newPrinter == null) {
                throw new IllegalStateException("The printer's process makes no printers");
            }
            printer = newPrinter;
            current = calculators.makeCalculator(newPrinter);
            if (current == null) {
                throw new IllegalStateException("The calculator's process makes no calculators");
            }
            calculator = current;
        }
        return current;
    }

    private void forget() {
        Calculator oldCalculator = calculator;
        Printer oldPrinter = printer;
        calculator = null;
        printer = null;
        close(oldCalculator);
        close(oldPrinter);
    }

    private static void close(@Nullable AutoCloseable remote) {
        if (remote != null) {
            try {
                remote.close();
            } catch (Exception e) {
                // Its process is gone, and the object with it.
            }
        }
    }

    /** From here on it is this side that closes the connections. */
    @EventListener(ContextClosedEvent.class)
    void contextClosed() {
        ended = true;
    }

    /** Says at once that a process is gone, also while nobody calls it. */
    @EventListener
    void connectionClosed(MpConnectionClosedEvent event) {
        if (!ended) {
            lost = true;
            Terminal.complain(
                    "client", "the %s is gone; calls work again once it is back".formatted(event.getConnectionName()));
        }
    }
}
