package io.multiprocess.example.calculator;

import io.multiprocess.example.Calculator;
import io.multiprocess.example.Init;
import io.multiprocess.example.Printer;
import io.multiprocess.example.Terminal;
import io.multiprocess.spring.MpService;

/** Offers calculators to other processes. */
@MpService
class CalculatorService implements Init {

    @Override
    public Calculator makeCalculator(Printer printer) {
        return new PrintingCalculator(printer);
    }

    /**
     * Solves, and prints with a printer that it was given.
     *
     * @param printer belongs to the process that asked for the calculator
     */
    private record PrintingCalculator(Printer printer) implements Calculator {

        @Override
        public void solveEquation(String equation) {
            String solution = Equation.solve(equation);
            Terminal.say("calculator", "solved " + equation.strip());
            printer.print(equation.strip() + " = " + solution);
        }

        @Override
        public void close() {
            printer.close();
        }
    }
}
