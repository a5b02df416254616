def log = new File(basedir, 'build.log').text
def found(String directory) {
  def json = new groovy.json.JsonSlurper().parse(new File(basedir, "$directory/findings.json"))
  assert json.notAnalysed.isEmpty()
  json.findings.collect {
    assert it.rule == 'raw-table-access' && it.severity == 'error' && it.table == 'projects'
    it.location.file.replaceFirst('.*/', '') + ':' + it.location.line
  }
}

def expected = [
  jooq       : ['NamesByJooq.java:10', 'jOOQ'],
  template   : ['NamesByTemplate.java:15', 'JdbcTemplate'],
  nativequery: ['RawRepository.java:11', 'Spring Data'],
  mybatis    : ['RawMapper.xml:4', 'MyBatis XML'],
  jdbc       : ['CountByJdbc.java:16', 'JDBC'],
]
assert found('target/watertight').toSet() == expected.values()*.get(0).toSet()
assert log.contains('five-roads: 5 findings (5 errors), and report.fail-on is warning:')
expected.each { leak, place ->
  assert found("target/$leak") == [place[0]]
  assert log =~ "/${place[0]} \\(raw-table-access\\): `projects` is read outside the tenant factory `com.acme.data.tenant` \\(${place[1]}\\): go through the factory, or explain"
}
assert log.count('five-roads: 1 finding (1 error), and report.fail-on is warning:') == 5
assert log.count('What a rule means: the goal explain, with -Drule=raw-table-access') == 6
