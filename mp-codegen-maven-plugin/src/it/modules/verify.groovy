assert new File(basedir, 'app/target/app-1.jar').isFile()
assert new File(basedir, 'app/target/generated-sources/capnp/app/LineCapnp.java').text.contains('import com.example.lib.Geometry;')
assert !new File(basedir, 'app/target/generated-sources/capnp/com').exists()
