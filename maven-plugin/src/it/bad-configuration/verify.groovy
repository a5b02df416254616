def log = new File(basedir, 'build.log').text

assert log.contains('The configuration of Watertight cannot be used:')
assert log.contains('watertight.yml:2: unknown key `tenant.colum`; did you mean `tenant.column`')
assert log.contains('watertight.yml:4: ')
assert log.contains('did you mean `watertight.skip`?')
assert !log.contains('\tat ')
assert !new File(basedir, 'target/watertight').exists()
