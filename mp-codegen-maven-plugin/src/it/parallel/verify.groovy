String log = new File(basedir, 'build.log').text
assert log.contains('with a thread count of 2')
assert !log.contains('not marked as thread-safe') && !log.contains('not marked @threadSafe')
['one', 'two', 'three'].each { assert new File(basedir, "${it}/target/${it}-1.jar").isFile() }
assert new File(basedir, 'three/target/generated-sources/capnp/capnp/schema/Schema.java').isFile()
assert !new File(basedir, 'two/target/generated-sources/capnp/capnp').exists()
assert !new File(basedir, 'two/target/generated-sources/capnp/lib').exists()
