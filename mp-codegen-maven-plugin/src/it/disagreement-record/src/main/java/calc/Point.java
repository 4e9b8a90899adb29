package calc;

public record Point(int x) {}
