def log = new File(basedir, 'build.log').text
def findings = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/watertight/findings.json'))

assert findings.findings*.location*.file == ['src/main/java/com/acme/report/ProjectReport.java']
assert log.contains('without-a-project: 1 finding (1 error), and report.fail-on is warning:')

assert log.contains('Layer: configuration')
assert log.contains('Why it matters\n--------------')
assert log.contains('There is no rule `unused-supression`; did you mean -Drule=unused-suppression?')
assert log.contains('watertight:check')
assert log =~ /code\.sources.*nowhere/
