def log = new File(basedir, 'build.log').text
def findings = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/watertight/findings.json'))

assert log.count('BUILD FAILURE') == 2
assert log.count('BUILD SUCCESS') == 1
assert log.contains('incomplete: the analysis is incomplete: 1 file could not be analysed')
assert log.contains('-Dwatertight.allow-incomplete')
assert findings.notAnalysed.size() == 1
