package a;

public record Sum(int a) {}
