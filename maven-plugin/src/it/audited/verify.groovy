def log = new File(basedir, 'build.log').text
def data = new groovy.json.JsonSlurper().parse(new File(basedir, 'data/target/watertight/findings.json'))
def web = new groovy.json.JsonSlurper().parse(new File(basedir, 'web/target/watertight/findings.json'))

// One report of both parts, in the module that has the migrations.
assert data.parts*.name == ['scan', 'audit']
assert data.findings.find { it.rule == 'rls-off' }.status == 'proven'
assert data.findings.find { it.rule == 'rls-off' }.location.object == 'public.projects'
assert new File(basedir, 'data/target/watertight/seed.sql').exists()

// The other knows the tables, and has no database of its own.
assert web.parts*.name == ['scan']
assert web.findings.isEmpty()

assert log.contains('error public.projects (rls-off)')
