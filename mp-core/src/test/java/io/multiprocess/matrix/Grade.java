package io.multiprocess.matrix;

/** An enum that travels as a number. */
public enum Grade {
    GOOD(10),
    BAD(-10);

    private final int number;

    Grade(int number) {
        this.number = number;
    }

    /** What travels. */
    public int number() {
        return number;
    }
}
