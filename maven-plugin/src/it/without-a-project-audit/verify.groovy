def log = new File(basedir, 'build.log').text
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'out/findings.json'))

assert report.parts*.name == ['audit']
def finding = report.findings.find { it.rule == 'rls-off' && it.location.object == 'public.projects' }
assert finding.status == 'proven'
assert finding.proof.role == 'app_user'
assert finding.proof.sql.contains('set local session authorization app_user')
assert new File(basedir, 'out/index.html').exists()
assert new File(basedir, 'out/seed.sql').text.contains('insert into')

// The role that only a grant names was made, and the report says so.
assert report.notes.any { it.contains('`app_user` is named by the migrations') }

// Nothing of the server, the driver or Flyway is heard.
assert !log.contains('SLF4J') && !log.contains('org.flywaydb') && !log.contains('server stopped')

assert log =~ /The migration broken\/2\.sql:1 failed: ERROR: syntax error at or near "primry"/
assert log.contains('There is nothing to audit: without-a-project-audit has no migrations (src/main/resources/db/migration)')
assert log.contains('database.version is 12: the embedded PostgreSQL is there in the versions 14, 15, 16, 17, 18.')
