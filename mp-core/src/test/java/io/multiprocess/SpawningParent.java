package io.multiprocess;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A parent process for tests: spawns an {@link EchoChild}, calls it, and repeats what it reads from its standard input. */
final class SpawningParent {
    private SpawningParent() {}

    public static void main(String[] args) throws Exception {
        Vat vat = Vat.create(VatOptions.defaults().withName("parent"));
        SpawnedProcess child = vat.spawn(SpawnTest.java(EchoChild.class));
        SpawnTest.echo(child, (byte) 1);
        System.out.println(child.pid());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = input.readLine()) != null; ) {
            SpawnTest.echo(child, (byte) 2);
            System.out.println("read " + line);
        }
        child.close();
        System.out.println("the child ended with " + child.waitFor());
        vat.close();
    }
}
