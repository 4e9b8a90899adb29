package calc;

public interface Calculator {
    long add(long a, int b);
}
