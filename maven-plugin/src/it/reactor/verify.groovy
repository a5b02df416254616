def log = new File(basedir, 'build.log').text
def findings(String module) {
  new groovy.json.JsonSlurper().parse(new File(basedir, "$module/target/watertight/findings.json"))
}

// The root's configuration holds for web, and the constant's text comes from data.
def leak = findings('web').findings
assert leak*.rule == ['raw-table-access']
assert leak[0].table == 'projects'
assert leak[0].location.file == 'web/src/main/java/com/acme/web/ProjectReport.java'
assert leak[0].location.line == 18

assert findings('data').findings.isEmpty()
assert findings('billing').findings.isEmpty()
// Its own configuration holds for billing: the root's factory would make its table access raw.
assert new File(basedir, 'billing/target/watertight/index.html').text.contains('billing/watertight.yml')

assert !new File(basedir, 'target/watertight').exists()
assert log.contains('skipping because: reactor has no production sources')
assert log.contains('web: 1 finding (1 error), and report.fail-on is warning:')
assert log.count('BUILD FAILURE') == 1
assert log.count('BUILD SUCCESS') == 1
assert !log.contains('not marked as thread-safe')
