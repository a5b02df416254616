def report(String directory) {
  new groovy.json.JsonSlurper().parse(new File(basedir, "$directory/findings.json"))
}

def safe = report('target/watertight')
assert safe.parts[0].rules.contains('raw-table-access')
assert safe.tables.find { it.name == 'projects' }.tenantColumns == ['organization_id']
assert safe.findings.isEmpty()
assert safe.notAnalysed.isEmpty()

// It was silent because the five statements lie in the factory, not because it did not see them.
def roads = report('target/elsewhere').findings.collect { it.message.replaceFirst(/.*?\(([^)]*)\): .*/, '$1') }
assert roads.toSet() == ['jOOQ', 'JdbcTemplate', 'Spring Data', 'MyBatis XML', 'JDBC'].toSet()
