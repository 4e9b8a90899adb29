package a;

public sealed interface Shape {
    record None() implements Shape {}
}
