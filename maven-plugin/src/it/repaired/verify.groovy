def log = new File(basedir, 'build.log').text
def source = new File(basedir, 'src/main/java/com/acme/data/TenantDb.java').text
def findings = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/watertight/findings.json'))

assert log.contains('repaired: 1 finding (1 error), and report.fail-on is warning:')
assert log.contains('Fixes of 1 finding written into 1 file:')
assert log.contains('src/main/java/com/acme/data/TenantDb.java:19 session-wide-tenant-context: Set it for the transaction only')
assert source.contains("connection.prepareStatement(\"select set_config('app.current_org_id', ?, true)\")) {\n")
assert findings.findings.isEmpty()
