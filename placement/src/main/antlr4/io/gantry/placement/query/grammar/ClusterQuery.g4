/*
 * The cluster query language of Amazon ECS.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
grammar ClusterQuery;

options { caseInsensitive = true; }

query : disjunction EOF ;

disjunction : conjunction (OR conjunction)* ;

conjunction : negation (AND negation)* ;

negation : NOT* atom ;

atom : OPEN disjunction CLOSE | comparison ;

comparison
    : subject=WORD
      ( operator=(EXISTS | NOT_EXISTS)
      | operator=(IN | NOT_IN) LEFT value (COMMA value)* RIGHT
      | operator=(EQUAL | NOT_EQUAL | GREATER | GREATER_EQUAL | LESS | LESS_EQUAL | MATCHES | NOT_MATCHES) value
      )
    ;

value : WORD | TEXT ;

AND : '&&' | 'and' ;
OR : '||' | 'or' ;
NOT : '!' | 'not' ;
EQUAL : '==' | 'equals' ;
NOT_EQUAL : '!=' | 'not_equals' ;
GREATER : '>' | 'greater_than' ;
GREATER_EQUAL : '>=' | 'greater_than_equal' ;
LESS : '<' | 'less_than' ;
LESS_EQUAL : '<=' | 'less_than_equal' ;
EXISTS : 'exists' ;
NOT_EXISTS : '!exists' | 'not_exists' ;
IN : 'in' ;
NOT_IN : '!in' | 'not_in' ;
MATCHES : '=~' | 'matches' ;
NOT_MATCHES : '!~' | 'not_matches' ;
OPEN : '(' ;
CLOSE : ')' ;
LEFT : '[' ;
RIGHT : ']' ;
COMMA : ',' ;

WORD : [a-z0-9_.:/@+\-*?\\^$#%{}]+ ;
TEXT : '\'' ~['\r\n]* '\'' | '"' ~["\r\n]* '"' ;
SPACE : [ \t\r\n]+ -> skip ;

/* So that the lexer never fails: the parser says what it does not expect. */
OTHER : . ;
