def log = new File(basedir, 'build.log').text
def findings = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/watertight/findings.json'))

assert log.contains('ProjectReport.java:17')
assert log.contains('leaky: 1 finding (1 error), and report.fail-on is warning:')
assert log.contains('raw-table-access')
assert log.contains(new File(basedir, 'target/watertight/index.html').path)
assert !log.contains('\tat dev.watertight')

assert findings.schemaVersion == 1
assert findings.findings.size() == 1
def finding = findings.findings[0]
assert finding.rule == 'raw-table-access'
assert finding.layer == 'application'
assert finding.severity == 'error'
assert finding.table == 'projects'
assert finding.location.file == 'src/main/java/com/acme/report/ProjectReport.java'
assert finding.location.line == 17

['index.html', 'findings.sarif', 'findings.json', 'junit.xml', 'summary.md'].each {
  assert new File(basedir, "target/watertight/$it").length() > 0 : it
}
assert new File(basedir, 'target/watertight').list().size() == 5
