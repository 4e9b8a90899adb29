File classes = new File(basedir, 'target/classes')
File runtime
new File(localRepositoryPath, 'org/capnproto/runtime').eachFileRecurse { if (it.name ==~ /runtime-[0-9.]+\.jar/) runtime = it }
URLClassLoader loader = new URLClassLoader([classes.toURI().toURL(), runtime.toURI().toURL()] as URL[], (ClassLoader) null)
assert loader.loadClass('people.Main').getMethod('greet').invoke(null) == 'Hello Ada, 18'
assert new File(classes, 'META-INF/capnp/people/person.capnp').isFile()
assert new File(classes, 'META-INF/multiprocess/schemas.index').text.contains('0xc1d2e3f4a5b60701 people.PersonCapnp people/person.capnp')
assert !new File(classes, 'META-INF/capnp/fixture.capnp').exists()
assert new File(basedir, 'build.log').text.contains('Compiled 1 schema: 3 files written')
