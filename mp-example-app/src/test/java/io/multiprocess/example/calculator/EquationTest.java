package io.multiprocess.example.calculator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EquationTest {

    @ParameterizedTest
    @CsvSource({
        "1+1, 2",
        "2*3, 6",
        "2+3*4, 14",
        "(2+3)*4, 20",
        "-(1 - 3), 2",
        "1/4, 0.25",
        "10/3, 3.333333333333333",
        "5-5, 0",
        "100*10, 1000",
        " 7 , 7"
    })
    void solves(String equation, String solution) {
        assertThat(Equation.solve(equation)).isEqualTo(solution);
    }

    @Test
    void saysWhatIsMissingAndWhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Equation.solve("1+"))
                .withMessage("'1+' cannot be solved: a number is missing at its end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Equation.solve("(1"))
                .withMessage("'(1' cannot be solved: ')' is missing at its end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Equation.solve("1 apple"))
                .withMessage("'1 apple' cannot be solved: an operator is missing at 'apple'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Equation.solve("1/(2-2)"))
                .withMessage("'1/(2-2)' divides by zero");
    }
}
