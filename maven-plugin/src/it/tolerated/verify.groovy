def log = new File(basedir, 'build.log').text
def findings(String directory) {
  new groovy.json.JsonSlurper().parse(new File(basedir, "$directory/findings.json"))
}

assert log.count('BUILD SUCCESS') == 4
assert log.contains('skipping because: watertight.skip is set')
assert findings('target/watertight').findings*.rule == ['raw-table-access']
assert findings('target/never').findings*.rule == ['raw-table-access']

// Suppressed with a reason: still told, but it does not count.
def sarif = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/relaxed/findings.sarif'))
def results = sarif.runs.collectMany { it.results }
assert results*.ruleId == ['raw-table-access']
assert results[0].suppressions[0].justification.contains('reviewed')
