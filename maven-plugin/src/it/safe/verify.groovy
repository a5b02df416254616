def log = new File(basedir, 'build.log').text
def findings = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/watertight/findings.json'))

// Silent because it looked, not because it did not.
assert findings.parts*.name == ['scan']
assert findings.parts[0].rules.contains('raw-table-access')
assert findings.tables.find { it.name == 'projects' }.tenantColumns == ['organization_id']
assert findings.findings.isEmpty()
assert findings.notAnalysed.isEmpty()
assert log.contains(new File(basedir, 'target/watertight/index.html').path)
