String log = new File(basedir, 'build.log').text.replace('\\', '/')
assert log =~ /\[ERROR\] src\/main\/capnp\/calculator\.capnp:10:21-29: error: parameter 'b' and long add\(long, int\) \(.*src\/main\/java\/calc\/Calculator\.java:4\): int is too narrow for Int64/
assert log =~ /\[ERROR\] src\/main\/capnp\/calculator\.capnp:11:3-53: error: Calculator \(.*src\/main\/java\/calc\/Calculator\.java:3\) has no method 'divide'/
assert !new File(basedir, 'target/generated-sources').exists()
assert !new File(basedir, 'target/classes/calc/Calculator.class').exists()
