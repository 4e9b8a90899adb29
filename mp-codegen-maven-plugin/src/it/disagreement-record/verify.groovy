String log = new File(basedir, 'build.log').text.replace('\\', '/')
assert log =~ /\[ERROR\] src\/main\/capnp\/point\.capnp:11:3-15: error: record Point \(.*src\/main\/java\/calc\/Point\.java:3\) has nothing for the field 'y' of struct Point/
assert !new File(basedir, 'target/generated-sources').exists()
