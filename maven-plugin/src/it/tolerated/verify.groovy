def log = new File(basedir, 'build.log').text
def findings(String directory) {
  new groovy.json.JsonSlurper().parse(new File(basedir, "$directory/findings.json"))
}

assert log.count('BUILD SUCCESS') == 5
assert log.contains('skipping because: watertight.skip is set')
assert findings('target/watertight').findings*.rule == ['raw-table-access']
assert findings('target/never').findings*.rule == ['raw-table-access']

// Suppressed with a reason: still told, but it does not count.
def sarif = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/relaxed/findings.sarif'))
def results = sarif.runs.collectMany { it.results }
assert results*.ruleId == ['raw-table-access']
assert results[0].suppressions[0].justification.contains('reviewed')

// What isolation tests recorded is a part of the report, and the record stays as it was.
def recorded = findings('recorded')
assert recorded.parts*.name == ['scan', 'isolation']
assert recorded.findings*.rule as Set == ['raw-table-access', 'leak-read'] as Set
def leak = recorded.findings.find { it.rule == 'leak-read' }
assert leak.status == 'proven'
assert leak.layer == 'application'
assert leak.location.object == 'projects().findAll()'
assert leak.proof.sql == 'select id, name from projects'
assert recorded.isolation.operations == [total: 2, sound: 1, leaking: 1, blind: 0, untested: 0, acrossTenants: 0]
assert recorded.isolation.mutants.score == 0.5
assert new File(basedir, 'recorded/index.html').text.contains('id="isolation"')
assert new groovy.json.JsonSlurper().parse(new File(basedir, 'recorded/isolation.json')).seed == '7c31'
assert findings('target/never').notes.any { it.startsWith('No isolation tests are recorded: target/never holds') }
