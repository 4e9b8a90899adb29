String log = new File(basedir, 'build.log').text
assert log.contains('[ERROR] src/main/capnp/bad.capnp:4:15-22: error: ')
assert log.contains('[ERROR] src/main/capnp/bad.capnp:5:19-20: error: ')
assert log.contains('There are 2 errors in the schemas.')
assert !new File(basedir, 'target/generated-sources').exists()
