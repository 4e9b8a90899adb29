String log = new File(basedir, 'build.log').text
assert log.count('Compiled 1 schema: 3 files written') == 1
assert log.count('1 schema up to date') == 1
assert log.contains('Nothing to compile')
