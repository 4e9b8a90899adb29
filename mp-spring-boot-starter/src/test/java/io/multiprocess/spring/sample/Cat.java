package io.multiprocess.spring.sample;

/** Another child of the same parent. */
public interface Cat extends Animal {

    /** What it does instead. */
    String ignore();
}
