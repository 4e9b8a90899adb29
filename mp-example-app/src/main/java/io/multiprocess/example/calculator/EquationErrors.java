package io.multiprocess.example.calculator;

import io.multiprocess.spring.MpAdvice;
import io.multiprocess.spring.MpExceptionHandler;

/** Tells callers what is wrong with their equation, and no more. */
@MpAdvice
class EquationErrors {

    @MpExceptionHandler
    String wrongEquation(IllegalArgumentException failure) {
        return String.valueOf(failure.getMessage());
    }
}
