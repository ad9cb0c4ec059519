/*
 * The SQL of SqlSpark: Spark SQL 4.1's queries, statements and scripts.
 *
 * How this grammar stays fast (the measurements are in docs/decisions/0005-sql-grammar.md):
 *  - Most decisions look at one or two tokens. Where SQL needs more, ContextualKeywords has looked ahead in the token
X
 *  - Forms that share a prefix of any length share an alternative: `(a)`, `(a, b)` and `(a, b) -> c` are told apart by
 *    the builder.
 *  - A lambda is an argument, not an operand, so that an operator never has two places to go.
 *
 * Reserved words do not change the grammar: by default every keyword may be a name, and in reserved mode the parse stops
 * where a reserved word was used as one (RejectIfReserved).
 */
parser grammar SqlSparkParser;

options {
    tokenVocab = SqlSparkLexer;
    superClass = SqlParserBase;
}

// =====================================================================================================================
// Entry points
// =====================================================================================================================

singleStatement
    : (script | statement) SEMICOLON* EOF
    ;

singleExpression
    : namedExpression EOF
    ;

singleDataType
    : dataType EOF
    ;

singleTableSchema
    : columnTypeList EOF
    ;

singleMultipartIdentifier
    : multipartIdentifier EOF
    ;

// =====================================================================================================================
// Statements
// =====================================================================================================================

statement
    : ctes? (queryBody | dataChange)                                                   #dataStatement
    | CREATE createStatement                                                           #create
    | REPLACE replaceStatement                                                         #replace
    | DECLARE (OR REPLACE)? (VARIABLE | VAR)? identifierReferences dataType?
        variableDefault?                                                               #declareVariable
    | ALTER alterStatement                                                             #alter
    | DROP dropStatement                                                               #drop
    | SHOW showStatement                                                               #show
    | (DESC | DESCRIBE) describeStatement                                              #describe
    | EXPLAIN explainMode? statement                                                   #explain
    | USE namespaceKind? identifierReference                                           #use
    | SET setStatement                                                                 #set
    | RESET RAW_TEXT?                                                                  #reset
    | CACHE LAZY? TABLE identifierReference (OPTIONS propertyList)? (AS? query)?       #cacheTable
    | UNCACHE TABLE ifExists? identifierReference                                      #uncacheTable
    | CLEAR CACHE                                                                      #clearCache
    | REFRESH TABLE identifierReference                                                #refreshTable
    | REFRESH FUNCTION identifierReference                                             #refreshFunction
    | REFRESH (STRING | RAW_TEXT)                                                      #refreshResource
    | ANALYZE analyzeStatement                                                         #analyze
    | TRUNCATE TABLE identifierReference partitionSpec?                                #truncateTable
    | MSCK? REPAIR TABLE identifierReference
        (action=(ADD | DROP | SYNC) PARTITIONS)?                                       #repairTable
    | LOAD DATA LOCAL? INPATH STRING OVERWRITE? INTO TABLE identifierReference
        partitionSpec?                                                                 #loadData
    | COMMENT ON commentTarget IS comment=(STRING | NULL)                              #commentOn
    | EXECUTE IMMEDIATE sql=expression (INTO targets=identifierReferences)?
        executeUsing?                                                                  #executeImmediate
    | CALL identifierReference LEFT_PAREN (functionArgument (COMMA functionArgument)*)?
        RIGHT_PAREN                                                                    #call
    | action=(ADD | LIST) RAW_TEXT                                                     #manageResource
    | unsupportedStatement                                                             #unsupported
    ;

explainMode
    : LOGICAL | FORMATTED | EXTENDED | CODEGEN | COST | ANALYZE
    ;

namespaceKind
    : NAMESPACE | DATABASE | SCHEMA
    ;

namespaceKinds
    : NAMESPACES | DATABASES | SCHEMAS
    ;

ifExists
    : IF EXISTS
    ;

ifNotExists
    : IF negation EXISTS
    ;

// NOT in an infix place. Spark once took ! here too; it is an error unless spark.sql.legacy.bangEqualsNot is set.
negation
    : NOT
    | BANG { RejectBangAsNot(); }
    ;

variableDefault
    : (DEFAULT | EQ) expression
    ;

commentTarget
    : namespaceKind identifierReference
    | TABLE identifierReference
    | COLUMN multipartIdentifier
    ;

executeUsing
    : USING namedExpression (COMMA namedExpression)*
    ;

// Statements of Hive and of databases with transactions, which Spark parses only to refuse them.
unsupportedStatement
    : (GRANT | REVOKE | LOCK | UNLOCK | EXPORT | IMPORT | COMMIT | ROLLBACK | DFS | START TRANSACTION) ~SEMICOLON*
    ;

// --- SET -------------------------------------------------------------------------------------------------------------

setStatement
    : (VARIABLE | VAR)? assignmentList                                                 #setVariables
    | (VARIABLE | VAR)? LEFT_PAREN identifierReferences RIGHT_PAREN
        EQ QUERY_PAREN query RIGHT_PAREN                                               #setVariablesFromQuery
    | CATALOG (identifier | STRING)                                                    #setCatalog
    | COLLATION identifier                                                             #setCollation
    | TIME ZONE (interval | STRING | LOCAL)                                            #setTimeZone
    | TIME ZONE ~SEMICOLON*                                                            #setMalformedTimeZone
    | RAW_TEXT?                                                                        #setConfiguration
    ;

// --- ANALYZE ---------------------------------------------------------------------------------------------------------

analyzeStatement
    : TABLE identifierReference partitionSpec? COMPUTE STATISTICS
        (noscan=identifier | FOR COLUMNS identifiers | FOR ALL COLUMNS)?               #analyzeTable
    | TABLES (inNamespace)? COMPUTE STATISTICS noscan=identifier?                      #analyzeTables
    ;

inNamespace
    : (FROM | IN) identifierReference
    ;

// --- DESCRIBE --------------------------------------------------------------------------------------------------------

describeStatement
    : FUNCTION EXTENDED? describedFunction                                             #describeFunction
    | namespaceKind EXTENDED? identifierReference                                      #describeNamespace
    | PROCEDURE identifierReference                                                    #describeProcedure
    | QUERY? query                                                                     #describeQuery
    | TABLE? option=(EXTENDED | FORMATTED)? identifierReference partitionSpec?
        column=multipartIdentifier? (AS JSON)?                                         #describeTable
    ;

describedFunction
    : identifierReference
    | STRING
    | operator=(EQ | NULL_SAFE_EQ | NEQ | LT | LTE | GT | GTE | PLUS | HYPHEN | ASTERISK | SLASH | PERCENT_SIGN | TILDE
        | AMPERSAND | PIPE | CONCAT | HAT | BANG | SHIFT_LEFT | SHIFT_RIGHT | SHIFT_RIGHT_UNSIGNED | CASE | NOT)
    ;

// --- SHOW ------------------------------------------------------------------------------------------------------------

showStatement
    : CATALOGS likePattern?                                                            #showCatalogs
    | namespaceKinds inNamespace? likePattern?                                         #showNamespaces
    | TABLES inNamespace? likePattern?                                                 #showTables
    | TABLE EXTENDED inNamespace? LIKE STRING partitionSpec?                           #showTableExtended
    | TBLPROPERTIES identifierReference (LEFT_PAREN propertyKey RIGHT_PAREN)?          #showTableProperties
    | COLUMNS (FROM | IN) identifierReference inNamespace?                             #showColumns
    | VIEWS inNamespace? likePattern?                                                  #showViews
    | PARTITIONS identifierReference partitionSpec?                                    #showPartitions
    | scope=(ALL | SYSTEM | USER | IDENTIFIER)? FUNCTIONS inNamespace?
        (LIKE? (multipartIdentifier | STRING))?                                        #showFunctions
    | PROCEDURES inNamespace?                                                          #showProcedures
    | COLLATIONS likePattern?                                                          #showCollations
    | CREATE TABLE identifierReference (AS SERDE)?                                     #showCreateTable
    | CURRENT namespaceKind                                                            #showCurrentNamespace
    ;

likePattern
    : LIKE? STRING
    ;

// --- DROP ------------------------------------------------------------------------------------------------------------

dropStatement
    : namespaceKind ifExists? identifierReference (RESTRICT | CASCADE)?                #dropNamespace
    | TABLE ifExists? identifierReference PURGE?                                       #dropTable
    | VIEW ifExists? identifierReference                                               #dropView
    | MATERIALIZED VIEW ifExists? identifierReference                                  #dropMaterializedView
    | temporary? FUNCTION ifExists? identifierReference                                #dropFunction
    | temporary? (VARIABLE | VAR) ifExists? identifierReference                        #dropVariable
    | INDEX ifExists? identifier ON TABLE? identifierReference                         #dropIndex
    ;

temporary
    : TEMPORARY | TEMP
    ;

// --- CREATE and REPLACE ----------------------------------------------------------------------------------------------

createStatement
    : namespaceKind ifNotExists? identifierReference namespaceClause*                  #createNamespace
    | (OR replace=REPLACE)? temporary? EXTERNAL? TABLE ifNotExists? identifierReference
        tableDefinition                                                                #createTable
    | TABLE ifNotExists? target=identifierReference
        LIKE source=identifierReference tableClause*                                   #createTableLike
    | (OR REPLACE)? (GLOBAL? temporary)? VIEW ifNotExists? identifierReference
        viewColumns? viewClause* AS query                                              #createView
    | (OR REPLACE)? GLOBAL? temporary VIEW identifierReference
        (LEFT_PAREN columnTypeList RIGHT_PAREN)? tableProvider (OPTIONS propertyList)? #createTemporaryViewUsing
    | (OR REPLACE)? temporary? FUNCTION ifNotExists? identifierReference AS className=STRING
        (USING functionResource (COMMA functionResource)*)?                            #createFunction
    | (OR REPLACE)? temporary? FUNCTION ifNotExists? identifierReference
        LEFT_PAREN (columnDefinition (COMMA columnDefinition)*)? RIGHT_PAREN
        functionReturns? functionCharacteristic* RETURN (query | expression)           #createSqlFunction
    | INDEX ifNotExists? identifier ON TABLE? identifierReference (USING type=identifier)?
        LEFT_PAREN indexColumn (COMMA indexColumn)* RIGHT_PAREN (OPTIONS propertyList)? #createIndex
    | (MATERIALIZED VIEW | STREAMING TABLE) ifNotExists? identifierReference
        tableDefinition                                                                #createPipelineDataset
    | FLOW identifierReference (COMMENT STRING)? AS dataChange                         #createFlow
    ;

replaceStatement
    : TABLE identifierReference tableDefinition                                        #replaceTable
    ;

tableDefinition
    : tableElements? tableProvider? tableClause* (AS? query)?
    ;

tableElements
    : (LEFT_PAREN | QUERY_PAREN) tableElement (COMMA tableElement)* RIGHT_PAREN
    ;

// In this order: FOREIGN KEY (a) is no column of a type KEY.
tableElement
    : tableConstraint
    | columnDefinition
    ;

columnDefinition
    : identifier dataType columnOption*
    ;

columnOption
    : negation NULL                                                                    #columnNotNull
    | DEFAULT expression                                                               #columnDefault
    | GENERATED ALWAYS AS LEFT_PAREN expression RIGHT_PAREN                            #columnGenerated
    | GENERATED (ALWAYS | BY DEFAULT) AS IDENTITY
        (LEFT_PAREN identityOption* RIGHT_PAREN)?                                      #columnIdentity
    | COMMENT STRING                                                                   #columnComment
    | (CONSTRAINT identifier)? columnConstraint constraintCharacteristic*              #columnConstraintOption
    ;

identityOption
    : START WITH HYPHEN? INTEGER_VALUE                                                 #identityStart
    | INCREMENT BY HYPHEN? INTEGER_VALUE                                               #identityIncrement
    ;

columnConstraint
    : CHECK LEFT_PAREN expression RIGHT_PAREN                                          #checkColumn
    | PRIMARY KEY                                                                      #primaryKeyColumn
    | UNIQUE                                                                           #uniqueColumn
    | referenceSpec                                                                    #referencesColumn
    ;

tableConstraint
    : (CONSTRAINT identifier)? tableConstraintBody constraintCharacteristic*
    ;

tableConstraintBody
    : CHECK LEFT_PAREN expression RIGHT_PAREN                                          #checkConstraint
    | PRIMARY KEY identifierList                                                       #primaryKeyConstraint
    | UNIQUE identifierList                                                            #uniqueConstraint
    | FOREIGN KEY identifierList referenceSpec                                         #foreignKeyConstraint
    ;

referenceSpec
    : REFERENCES identifierReference identifierList? referenceAction*
    ;

referenceAction
    : MATCH FULL
    | ON (UPDATE | DELETE) identifier identifier?
    ;

constraintCharacteristic
    : NOT? ENFORCED
    | RELY
    | NORELY
    ;

tableProvider
    : USING multipartIdentifier
    ;

tableClause
    : OPTIONS propertyList                                                             #optionsClause
    | PARTITIONED BY LEFT_PAREN partitionField (COMMA partitionField)* RIGHT_PAREN     #partitionedByClause
    | CLUSTER BY LEFT_PAREN multipartIdentifierList RIGHT_PAREN                        #clusterByClause
    | CLUSTERED BY identifierList (SORTED BY LEFT_PAREN sortedColumn (COMMA sortedColumn)* RIGHT_PAREN)?
        INTO INTEGER_VALUE BUCKETS                                                     #bucketClause
    | SKEWED BY identifierList ON LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN
        (STORED AS DIRECTORY)?                                                         #skewedByClause
    | rowFormat                                                                        #rowFormatClause
    | fileFormat                                                                       #fileFormatClause
    | LOCATION STRING                                                                  #locationClause
    | COMMENT STRING                                                                   #tableCommentClause
    | TBLPROPERTIES propertyList                                                       #tablePropertiesClause
    | tableProvider                                                                    #providerClause
    | DEFAULT? COLLATION identifier                                                    #collationClause
    ;

sortedColumn
    : identifier (ASC | DESC)?
    ;

partitionField
    : multipartIdentifier                                                              #partitionColumn
    | identifier LEFT_PAREN transformArgument (COMMA transformArgument)* RIGHT_PAREN   #partitionTransform
    | columnType                                                                       #partitionColumnWithType
    ;

transformArgument
    : multipartIdentifier
    | literal
    ;

rowFormat
    : ROW FORMAT SERDE STRING (WITH SERDEPROPERTIES propertyList)?                     #rowFormatSerde
    | ROW FORMAT DELIMITED
        (FIELDS TERMINATED BY fieldEnd=STRING (ESCAPED BY escape=STRING)?)?
        (COLLECTION ITEMS TERMINATED BY itemEnd=STRING)?
        (MAP KEYS TERMINATED BY keyEnd=STRING)?
        (LINES TERMINATED BY lineEnd=STRING)?
        (NULL DEFINED AS nullText=STRING)?                                             #rowFormatDelimited
    ;

fileFormat
    : STORED AS INPUTFORMAT input=STRING OUTPUTFORMAT output=STRING                    #storedAsClasses
    | STORED AS identifier                                                             #storedAsFormat
    | STORED BY STRING (WITH SERDEPROPERTIES propertyList)?                            #storedByHandler
    ;

namespaceClause
    : COMMENT STRING
    | LOCATION STRING
    | WITH (DBPROPERTIES | PROPERTIES) propertyList
    | DEFAULT? COLLATION identifier
    ;

viewColumns
    : LEFT_PAREN viewColumn (COMMA viewColumn)* RIGHT_PAREN
    ;

viewColumn
    : identifier (COMMENT STRING)?
    ;

viewClause
    : COMMENT STRING
    | schemaBinding
    | PARTITIONED ON identifierList
    | TBLPROPERTIES propertyList
    | DEFAULT COLLATION identifier
    ;

schemaBinding
    : WITH SCHEMA identifier identifier?
    ;

functionResource
    : identifier STRING
    ;

functionReturns
    : RETURNS TABLE (LEFT_PAREN columnTypeList RIGHT_PAREN)?
    | RETURNS dataType
    ;

functionCharacteristic
    : LANGUAGE identifier                                                              #functionLanguage
    | SPECIFIC identifier                                                              #functionSpecificName
    | NOT? DETERMINISTIC                                                               #functionDeterminism
    | COMMENT STRING                                                                   #functionComment
    | (CALLED | RETURNS NULL) ON NULL INPUT                                            #functionNullInput
    | CONTAINS SQL                                                                     #functionContainsSql
    | READS SQL DATA                                                                   #functionReadsSqlData
    | MODIFIES SQL DATA                                                                #functionModifiesSqlData
    | SQL SECURITY (INVOKER | DEFINER)                                                 #functionSecurity
    ;

indexColumn
    : multipartIdentifier (OPTIONS propertyList)?
    ;

// --- ALTER -----------------------------------------------------------------------------------------------------------

alterStatement
    : namespaceKind identifierReference alterNamespaceAction                           #alterNamespace
    | TABLE identifierReference partitionSpec? alterTableAction                        #alterTable
    | VIEW identifierReference alterViewAction                                         #alterView
    ;

alterNamespaceAction
    : SET (DBPROPERTIES | PROPERTIES) propertyList                                     #setNamespaceProperties
    | UNSET (DBPROPERTIES | PROPERTIES) propertyList                                   #unsetNamespaceProperties
    | SET LOCATION STRING                                                              #setNamespaceLocation
    | DEFAULT COLLATION identifier                                                     #setNamespaceCollation
    ;

alterTableAction
    : RENAME TO (multipartIdentifier | partitionSpec)                                  #renameTable
    | RENAME COLUMN multipartIdentifier TO identifier                                  #renameColumn
    | ADD (COLUMN | COLUMNS) addedColumn (COMMA addedColumn)*                          #addColumns
    | ADD (COLUMN | COLUMNS) LEFT_PAREN addedColumn (COMMA addedColumn)* RIGHT_PAREN   #addColumnsInParentheses
    | ADD ifNotExists? addedPartition+                                                 #addPartitions
    | ADD tableConstraint                                                              #addConstraint
    | DROP (COLUMN | COLUMNS) ifExists? multipartIdentifierList                        #dropColumns
    | DROP (COLUMN | COLUMNS) ifExists?
        LEFT_PAREN multipartIdentifierList RIGHT_PAREN                                 #dropColumnsInParentheses
    | DROP ifExists? partitionSpec (COMMA partitionSpec)* PURGE?                       #dropPartitions
    | DROP CONSTRAINT ifExists? identifier (RESTRICT | CASCADE)?                       #dropConstraint
    | (ALTER | CHANGE) COLUMN? columnChange (COMMA columnChange)*                      #alterColumns
    | CHANGE COLUMN? multipartIdentifier newName=identifier dataType
        (NOT NULL | COMMENT STRING | columnPosition)*                                  #changeColumn
    | REPLACE COLUMNS LEFT_PAREN addedColumn (COMMA addedColumn)* RIGHT_PAREN          #replaceColumns
    | SET TBLPROPERTIES propertyList                                                   #setTableProperties
    | UNSET TBLPROPERTIES ifExists? propertyList                                       #unsetTableProperties
    | SET SERDE STRING (WITH SERDEPROPERTIES propertyList)?                            #setTableSerDe
    | SET SERDEPROPERTIES propertyList                                                 #setTableSerDeProperties
    | SET LOCATION STRING                                                              #setTableLocation
    | RECOVER PARTITIONS                                                               #recoverPartitions
    | CLUSTER BY (LEFT_PAREN multipartIdentifierList RIGHT_PAREN | NONE)               #alterClustering
    | DEFAULT? COLLATION identifier                                                    #setTableCollation
    ;

alterViewAction
    : RENAME TO multipartIdentifier                                                    #renameView
    | SET TBLPROPERTIES propertyList                                                   #setViewProperties
    | UNSET TBLPROPERTIES ifExists? propertyList                                       #unsetViewProperties
    | schemaBinding                                                                    #alterViewSchemaBinding
    | AS? query                                                                        #alterViewQuery
    ;

addedColumn
    : multipartIdentifier dataType (columnOption | columnPosition)*
    ;

columnPosition
    : FIRST
    | AFTER identifier
    ;

addedPartition
    : partitionSpec (LOCATION STRING)?
    ;

columnChange
    : multipartIdentifier columnChangeAction?
    ;

columnChangeAction
    : TYPE dataType                                                                    #changeType
    | COMMENT STRING                                                                   #changeComment
    | columnPosition                                                                   #changePosition
    | SET NOT NULL                                                                     #setNotNull
    | DROP NOT NULL                                                                    #dropNotNull
    | SET DEFAULT expression                                                           #setDefault
    | DROP DEFAULT                                                                     #dropDefault
    ;

// --- Properties and partitions ---------------------------------------------------------------------------------------

propertyList
    : LEFT_PAREN property (COMMA property)* RIGHT_PAREN
    ;

property
    : propertyKey (EQ? value=expression)?
    ;

propertyKey
    : identifier (DOT identifier)*
    | STRING
    ;

partitionSpec
    : PARTITION LEFT_PAREN partitionValue (COMMA partitionValue)* RIGHT_PAREN
    ;

partitionValue
    : identifier (comparisonOperator valueExpression)?
    ;

// =====================================================================================================================
// Changing data
// =====================================================================================================================

dataChange
    : insertTarget query                                                               #insert
    | INSERT OVERWRITE LOCAL? DIRECTORY STRING? (rowFormat fileFormat? | fileFormat rowFormat?)? query
                                                                                       #insertDirectoryHive
    | INSERT OVERWRITE LOCAL? DIRECTORY STRING? tableProvider (OPTIONS propertyList)? query
                                                                                       #insertDirectory
    | DELETE FROM identifierReference tableAlias?? whereClause?                        #deleteFrom
    | UPDATE identifierReference tableAlias?? SET assignmentList whereClause?          #updateTable
    | MERGE schemaEvolution? INTO target=identifierReference targetAlias=tableAlias??
        USING mergeSource ON expression
        matchedClause* notMatchedClause* notMatchedBySourceClause*                     #mergeInto
    ;

insertTarget
    : INSERT schemaEvolution? OVERWRITE TABLE? identifierReference tableOptions?
        (partitionSpec ifNotExists?)? insertColumns?                                   #insertOverwrite
    | INSERT schemaEvolution? INTO TABLE? identifierReference tableOptions?
        (partitionSpec ifNotExists?)? insertColumns?                                   #insertInto
    | INSERT schemaEvolution? INTO TABLE? identifierReference (AS? tableAliasName)?? (BY NAME)?
        tableOptions? REPLACE (whereClause | ON expression | USING identifierList)     #insertReplace
    ;

schemaEvolution
    : WITH SCHEMA EVOLUTION
    ;

insertColumns
    : BY NAME
    | identifierList
    ;

mergeSource
    : identifierReference tableAlias??
    | QUERY_PAREN query RIGHT_PAREN tableAlias??
    ;

matchedClause
    : WHEN MATCHED (AND expression)? THEN matchedAction
    ;

notMatchedClause
    : WHEN negation MATCHED (BY TARGET)? (AND expression)? THEN notMatchedAction
    ;

notMatchedBySourceClause
    : WHEN negation MATCHED BY SOURCE (AND expression)? THEN notMatchedBySourceAction
    ;

matchedAction
    : DELETE                                                                           #matchedDelete
    | UPDATE SET ASTERISK                                                              #matchedUpdateAll
    | UPDATE SET assignmentList                                                        #matchedUpdate
    ;

notMatchedAction
    : INSERT ASTERISK                                                                  #notMatchedInsertAll
    | INSERT LEFT_PAREN multipartIdentifierList RIGHT_PAREN
        VALUES LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN                   #notMatchedInsert
    ;

notMatchedBySourceAction
    : DELETE                                                                           #notMatchedBySourceDelete
    | UPDATE SET assignmentList                                                        #notMatchedBySourceUpdate
    ;

assignmentList
    : assignment (COMMA assignment)*
    ;

assignment
    : multipartIdentifier EQ expression
    ;

// =====================================================================================================================
// SQL scripts
// =====================================================================================================================

script
    : BEGIN (NOT ATOMIC)? compoundBody END
    ;

compoundBody
    : (compoundStatement SEMICOLON)*
    ;

compoundStatement
    : statement                                                                        #compoundSqlStatement
    | label? BEGIN (NOT ATOMIC)? compoundBody END endLabel=identifier?                 #compoundBlock
    | DECLARE identifier CONDITION (FOR SQLSTATE VALUE? STRING)?                       #declareCondition
    | DECLARE (CONTINUE | EXIT) HANDLER FOR conditionValue (COMMA conditionValue)*
        compoundStatement                                                              #declareHandler
    | IF conditionBranch (ELSEIF conditionBranch)* (ELSE elseBody=compoundBody)? END IF
                                                                                       #ifStatement
    | CASE (WHEN conditionBranch)+ (ELSE elseBody=compoundBody)? END CASE              #searchedCaseStatement
    | CASE operand=expression (WHEN conditionBranch)+ (ELSE elseBody=compoundBody)? END CASE
                                                                                       #simpleCaseStatement
    | label? WHILE expression DO compoundBody END WHILE endLabel=identifier?           #whileStatement
    | label? REPEAT compoundBody UNTIL expression END REPEAT endLabel=identifier?      #repeatStatement
    | label? LOOP compoundBody END LOOP endLabel=identifier?                           #loopStatement
    | label? FOR (variable=identifier AS)? query DO compoundBody END FOR endLabel=identifier?
                                                                                       #forStatement
    | LEAVE identifier                                                                 #leaveStatement
    | ITERATE identifier                                                               #iterateStatement
    ;

label
    : identifier COLON
    ;

conditionBranch
    : expression THEN compoundBody
    ;

conditionValue
    : SQLSTATE VALUE? STRING
    | NOT FOUND
    | SQLEXCEPTION
    | multipartIdentifier
    ;

// =====================================================================================================================
// Queries
// =====================================================================================================================

query
    : ctes? queryBody
    ;

ctes
    : WITH RECURSIVE? namedQuery (COMMA namedQuery)*
    ;

namedQuery
    : identifier identifierList? (MAX RECURSION LEVEL INTEGER_VALUE)? AS? QUERY_PAREN query RIGHT_PAREN
    ;

queryBody
    : queryTerm queryOrganization?
    ;

queryTerm
    : queryPrimary                                                                     #queryPrimaryTerm
    | left=queryTerm operator=INTERSECT setQuantifier? right=queryTerm                 #setOperation
    | left=queryTerm operator=(UNION | EXCEPT | MINUS) setQuantifier? right=queryTerm  #setOperation
    | queryTerm PIPE_OPERATOR pipeOperator                                             #pipeQuery
    ;

setQuantifier
    : DISTINCT
    | ALL
    ;

queryPrimary
    : selectClause (fromClause | lateralView+)? whereClause? aggregationClause? havingClause? qualifyClause?
        windowClause?                                                                  #selectQuery
    | fromClause (fromSelect+ | fromInsert+)?                                          #fromQuery
    | TABLE identifierReference                                                        #tableQuery
    | inlineTable                                                                      #inlineTableQuery
    | QUERY_PAREN query RIGHT_PAREN                                                    #parenthesizedQuery
    ;

// FROM t SELECT ... SELECT ...: the union of the parts.
fromSelect
    : selectClause lateralView* whereClause? aggregationClause? havingClause? qualifyClause? windowClause?
        innerOrganization?
    ;

// FROM t INSERT INTO a SELECT ... INSERT INTO b SELECT ...: only as a statement.
fromInsert
    : { RequireStatementLevel(); } insertTarget fromSelect
    ;

queryOrganization
    : ordering windowClause? (LIMIT limit)? (OFFSET offset=expression)?
    | LIMIT limit (OFFSET offset=expression)?
    | OFFSET offset=expression
    ;

// The same inside a pipe or a part of FROM ... SELECT. Its own rule, because here the next clause may belong to the query
// around it, and a rule shared by both would have to look for that in every query.
innerOrganization
    : ordering windowClause? (LIMIT limit)? (OFFSET offset=expression)?
    | LIMIT limit (OFFSET offset=expression)?
    | OFFSET offset=expression
    ;

limit
    : ALL
    | expression
    ;

ordering
    : orderBy clusterBy? distributeBy? sortBy?
    | clusterBy distributeBy? sortBy?
    | distributeBy sortBy?
    | sortBy
    ;

orderBy
    : ORDER BY sortItems
    ;

clusterBy
    : CLUSTER BY expressionList
    ;

distributeBy
    : DISTRIBUTE BY expressionList
    ;

sortBy
    : SORT BY sortItems
    ;

sortItems
    : ALL sortDirection? nullOrdering?                                                 #sortByAll
    | sortItem (COMMA sortItem)*                                                       #sortByItems
    ;

sortItem
    : expression sortDirection? nullOrdering?
    ;

sortDirection
    : ASC
    | DESC
    ;

nullOrdering
    : NULLS (FIRST | LAST)
    ;

// --- SELECT ----------------------------------------------------------------------------------------------------------

selectClause
    : SELECT hint* (setQuantifier? namedExpressionList | selectTransform)              #selectItems
    | (MAP | REDUCE) setQuantifier? expressionList transformTail                       #mapReduceTransform
    ;

selectTransform
    : TRANSFORM LEFT_PAREN setQuantifier? expressionList RIGHT_PAREN transformTail
    ;

transformTail
    : inputFormat=rowFormat? (RECORDWRITER writer=STRING)? USING command=STRING
        (AS (identifiers | columnTypeList | LEFT_PAREN (identifiers | columnTypeList) RIGHT_PAREN))?
        outputFormat=rowFormat? (RECORDREADER reader=STRING)?
    ;

hint
    : HINT_START hintCall (COMMA? hintCall)* HINT_END
    ;

hintCall
    : identifier { RejectIdentifierClause(); } (LEFT_PAREN hintParameter (COMMA hintParameter)* RIGHT_PAREN)?
    ;

hintParameter
    : literal                                                                          #hintLiteral
    | multipartIdentifier (LEFT_PAREN (hintParameter (COMMA hintParameter)*)? RIGHT_PAREN)?
                                                                                       #hintName
    | LEFT_PAREN hintParameter (COMMA hintParameter)* RIGHT_PAREN                      #hintList
    ;

namedExpressionList
    : namedExpression (COMMA namedExpression)*
    ;

namedExpression
    : expression (AS (identifier | identifierList) | implicitAlias)?
    ;

// --- FROM ------------------------------------------------------------------------------------------------------------

fromClause
    : FROM relation (COMMA relation)* (lateralView+ pivotClause? unpivotClause?)?
    ;

relation
    : LATERAL? relationPrimary relationExtension*
    ;

relationExtension
    : joinType JOIN LATERAL? relationPrimary joinCriteria?                             #join
    | NATURAL joinType JOIN LATERAL? relationPrimary                                   #naturalJoin
    | pivotClause                                                                      #pivotRelation
    | unpivotClause                                                                    #unpivotRelation
    ;

joinType
    : INNER?
    | CROSS
    | LEFT OUTER?
    | RIGHT OUTER?
    | FULL OUTER?
    | LEFT? SEMI
    | LEFT? ANTI
    ;

joinCriteria
    : ON expression
    | USING identifierList
    ;

relationPrimary
    : STREAM? identifierReference (temporalClause | changesClause)? tableOptions? sample? watermark? tableAlias??
                                                                                       #tableRelation
    | STREAM LEFT_PAREN identifierReference RIGHT_PAREN tableOptions? watermark? tableAlias??
                                                                                       #streamRelation
    | QUERY_PAREN query RIGHT_PAREN sample? watermark? tableAlias??                    #subqueryRelation
    | LEFT_PAREN relation RIGHT_PAREN sample? watermark? tableAlias??                  #parenthesizedRelation
    | inlineTable                                                                      #inlineTableRelation
    | STREAM? functionName LEFT_PAREN (tableFunctionArgument (COMMA tableFunctionArgument)*)? RIGHT_PAREN
        watermark? tableAlias??                                                        #tableFunction
    | STRING { RequireFileRelations(); } sample? tableAlias??                          #fileRelation
    ;

temporalClause
    : FOR? (SYSTEM_VERSION | VERSION) AS OF version=(INTEGER_VALUE | STRING)           #versionAsOf
    | FOR? (SYSTEM_TIME | TIMESTAMP) AS OF valueExpression                             #timestampAsOf
    ;

changesClause
    : CHANGES FROM (VERSION | SYSTEM_VERSION) start=changeVersion
        (TO (VERSION | SYSTEM_VERSION) end=changeVersion)? tableOptions?               #changesByVersion
    | CHANGES FROM (TIMESTAMP | SYSTEM_TIME) start=changeTimestamp
        (TO (TIMESTAMP | SYSTEM_TIME) end=changeTimestamp)? tableOptions?              #changesByTimestamp
    ;

changeVersion
    : version=(INTEGER_VALUE | STRING) (INCLUSIVE | EXCLUSIVE)?
    ;

changeTimestamp
    : valueExpression (INCLUSIVE | EXCLUSIVE)?
    ;

tableOptions
    : WITH propertyList
    ;

sample
    : TABLESAMPLE method=(SYSTEM | BERNOULLI)? LEFT_PAREN sampleSize? RIGHT_PAREN
        (REPEATABLE LEFT_PAREN seed=INTEGER_VALUE RIGHT_PAREN)?
    ;

sampleSize
    : HYPHEN? percentage=(INTEGER_VALUE | DECIMAL_VALUE | QUESTION) PERCENT            #sampleByPercent
    | expression ROWS                                                                  #sampleByRows
    | BUCKET numerator=INTEGER_VALUE OUT OF denominator=INTEGER_VALUE
        (ON (identifier | functionName LEFT_PAREN RIGHT_PAREN))?                       #sampleByBucket
    | expression                                                                       #sampleByBytes
    ;

watermark
    : WATERMARK namedExpression DELAY OF interval
    ;

tableAlias
    : (AS (tableAliasName | infixWord) | tableAliasName) identifierList?
    ;

inlineTable
    : VALUES expression ((ROW_COMMA | COMMA) expression)* tableAlias??
    ;

tableFunctionArgument
    : (identifier FAT_ARROW)? (tableArgument | functionArgumentValue)
    ;

tableArgument
    : TABLE (tableArgumentSource | missingParentheses=multipartIdentifier) tableArgumentPartitioning?
    ;

tableArgumentSource
    : LEFT_PAREN identifierReference RIGHT_PAREN
    | QUERY_PAREN query RIGHT_PAREN
    ;

tableArgumentPartitioning
    : WITH SINGLE PARTITION tableArgumentOrdering?
    | (PARTITION | DISTRIBUTE) BY expression tableArgumentOrdering?
    ;

tableArgumentOrdering
    : (ORDER | SORT) BY (LEFT_PAREN sortItem (COMMA sortItem)+ RIGHT_PAREN | sortItem)
    ;

lateralView
    : LATERAL VIEW OUTER? functionName LEFT_PAREN (expression (COMMA expression)*)? RIGHT_PAREN
        (AS identifiers | tableName=tableAliasName (AS? identifiers)??)??
    ;

pivotClause
    : PIVOT LEFT_PAREN namedExpressionList FOR pivotColumn
        IN LEFT_PAREN pivotValue (COMMA pivotValue)* RIGHT_PAREN RIGHT_PAREN
    ;

pivotColumn
    : identifier
    | identifierList
    ;

pivotValue
    : expression (AS identifier | implicitAlias)?
    ;

unpivotClause
    : UNPIVOT ((INCLUDE | EXCLUDE) NULLS)? LEFT_PAREN unpivotBody RIGHT_PAREN (AS? tableAliasName)??
    ;

unpivotBody
    : identifier FOR nameColumn=identifier
        IN LEFT_PAREN unpivotColumn (COMMA unpivotColumn)* RIGHT_PAREN                 #unpivotOneValue
    | identifierList FOR nameColumn=identifier
        IN LEFT_PAREN unpivotColumnSet (COMMA unpivotColumnSet)* RIGHT_PAREN           #unpivotManyValues
    ;

unpivotColumn
    : multipartIdentifier (AS? identifier)?
    ;

unpivotColumnSet
    : LEFT_PAREN multipartIdentifierList RIGHT_PAREN (AS? identifier)?
    ;

// --- WHERE to WINDOW -------------------------------------------------------------------------------------------------

whereClause
    : WHERE expression
    ;

aggregationClause
    : GROUP BY ALL                                                                     #groupByAll
    | GROUP BY groupingElement (COMMA groupingElement)*
        (WITH withKind=(ROLLUP | CUBE) | GROUPING SETS groupingSets)?                  #groupByElements
    ;

groupingElement
    : groupingAnalytics
    | expression
    ;

groupingAnalytics
    : (ROLLUP | CUBE) groupingSets                                                     #rollupOrCube
    | GROUPING SETS LEFT_PAREN groupingSetElement (COMMA groupingSetElement)* RIGHT_PAREN
                                                                                       #groupingSetsOf
    ;

groupingSetElement
    : groupingAnalytics
    | groupingSet
    ;

groupingSets
    : LEFT_PAREN groupingSet (COMMA groupingSet)* RIGHT_PAREN
    ;

// An expression in parentheses is a set of its own: (a, b) is one set of two.
groupingSet
    : LEFT_PAREN RIGHT_PAREN
    | expression
    ;

havingClause
    : HAVING expression
    ;

qualifyClause
    : QUALIFY expression
    ;

windowClause
    : WINDOW namedWindow (COMMA namedWindow)*
    ;

namedWindow
    : identifier AS windowSpec
    ;

windowSpec
    : identifier                                                                       #windowReference
    | LEFT_PAREN identifier RIGHT_PAREN                                                #windowReference
    | LEFT_PAREN windowPartitioning? windowFrame? RIGHT_PAREN                          #windowDefinition
    ;

windowPartitioning
    : CLUSTER BY expressionList
    | (PARTITION | DISTRIBUTE) BY expressionList ((ORDER | SORT) BY sortItem (COMMA sortItem)*)?
    | (ORDER | SORT) BY sortItem (COMMA sortItem)*
    ;

windowFrame
    : (RANGE | ROWS) BETWEEN start=frameBound AND end=frameBound
    | (RANGE | ROWS) start=frameBound
    ;

frameBound
    : UNBOUNDED (PRECEDING | FOLLOWING)                                                #frameUnbounded
    | CURRENT ROW                                                                      #frameCurrentRow
    | expression (PRECEDING | FOLLOWING)                                               #frameOffset
    ;

// --- Pipe operators --------------------------------------------------------------------------------------------------

pipeOperator
    : selectClause windowClause? outerWindows=windowClause?                            #pipeSelect
    | EXTEND namedExpressionList                                                       #pipeExtend
    | SET assignmentList                                                               #pipeSet
    | DROP identifiers                                                                 #pipeDrop
    | AS identifier                                                                    #pipeAs
    | whereClause                                                                      #pipeWhere
    | pivotClause unpivotClause?                                                       #pipePivot
    | unpivotClause pivotClause?                                                       #pipeUnpivot
    | sample                                                                           #pipeSample
    | relationExtension                                                                #pipeJoin
    | operator=(UNION | EXCEPT | MINUS | INTERSECT) setQuantifier? queryPrimary        #pipeSetOperation
    | innerOrganization                                                                #pipeOrganization
    | AGGREGATE namedExpressionList? pipeGrouping?                                     #pipeAggregate
    ;

pipeGrouping
    : GROUP BY pipeGroupingElement (COMMA pipeGroupingElement)*
    ;

pipeGroupingElement
    : groupingAnalytics
    | namedExpression
    ;

// =====================================================================================================================
// Expressions
// =====================================================================================================================

expressionList
    : expression (COMMA expression)*
    ;

expression
    : (NOT | BANG) expression                                                          #logicalNot
    | EXISTS QUERY_PAREN query RIGHT_PAREN                                             #exists
    | valueExpression predicate?                                                       #predicated
    | left=expression AND right=expression                                             #logicalAnd
    | left=expression OR right=expression                                              #logicalOr
    ;

predicate
    : negation? BETWEEN lower=valueExpression AND upper=valueExpression                #between
    | negation? IN LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN               #inList
    | negation? IN QUERY_PAREN query RIGHT_PAREN                                       #inQuery
    | negation? (LIKE | ILIKE) (ANY | SOME | ALL) LEFT_PAREN (expression (COMMA expression)*)? RIGHT_PAREN
                                                                                       #likeQuantified
    | negation? (LIKE | ILIKE) pattern=valueExpression (ESCAPE escape=STRING)?         #like
    | negation? (RLIKE | REGEXP) pattern=valueExpression                               #rlike
    | IS negation? NULL                                                                #isNull
    | IS negation? truth=(TRUE | FALSE | UNKNOWN)                                      #isTruthValue
    | IS negation? DISTINCT FROM right=valueExpression                                 #isDistinctFrom
    ;

// columnAliases belongs to the named expression whose whole expression is the call: SELECT stack(2, 1, 2) (a, b).
// Strongest first: what stands after an operand, then signs, then the binary operators, comparisons last.
valueExpression
    : literal                                                                          #literalExpression
    | interval                                                                         #intervalExpression
    | parameterMarker                                                                  #parameterExpression
    | ASTERISK exceptClause?                                                           #star
    | currentLike=(CURRENT_DATE | CURRENT_TIME | CURRENT_TIMESTAMP | CURRENT_USER | SESSION_USER | USER)
                                                                                       #currentLike
    | identifier                                                                       #columnReference
    | functionName LEFT_PAREN (setQuantifier? functionArgument (COMMA functionArgument)* nullTreatment?)? RIGHT_PAREN
        withinGroup? filter? nullTreatment? (OVER windowSpec)? columnAliases=identifierList?
                                                                                       #functionCall
    | (CAST | TRY_CAST) LEFT_PAREN expression AS dataType RIGHT_PAREN                  #cast
    | CASE whenClause+ (ELSE elseResult=expression)? END                               #searchedCase
    | CASE operand=expression whenClause+ (ELSE elseResult=expression)? END            #simpleCase
    | STRUCT LEFT_PAREN namedExpressionList? RIGHT_PAREN                               #structConstructor
    | EXTRACT LEFT_PAREN field=identifier { RejectIdentifierClause(); } FROM source=valueExpression RIGHT_PAREN
                                                                                       #extract
    | (SUBSTR | SUBSTRING) LEFT_PAREN text=valueExpression (FROM | COMMA) start=valueExpression
        ((FOR | COMMA) length=valueExpression)? RIGHT_PAREN                            #substring
    | TRIM LEFT_PAREN trimSide=(BOTH | LEADING | TRAILING)? characters=valueExpression? FROM text=valueExpression
        RIGHT_PAREN                                                                    #trimFrom
    | TRIM LEFT_PAREN functionArgument (COMMA functionArgument)* RIGHT_PAREN           #trimCall
    | POSITION LEFT_PAREN substring=valueExpression IN text=valueExpression RIGHT_PAREN #positionIn
    | POSITION LEFT_PAREN functionArgument (COMMA functionArgument)* RIGHT_PAREN       #positionCall
    | OVERLAY LEFT_PAREN input=valueExpression PLACING replacement=valueExpression FROM start=valueExpression
        (FOR length=valueExpression)? RIGHT_PAREN                                      #overlayPlacing
    | OVERLAY LEFT_PAREN functionArgument (COMMA functionArgument)* RIGHT_PAREN        #overlayCall
    | QUERY_PAREN query RIGHT_PAREN                                                    #scalarSubquery
    | LEFT_PAREN namedExpression (COMMA namedExpression)* RIGHT_PAREN                  #parenthesized
    | valueExpression DOT identifier                                                   #dereference
    | valueExpression DOT ASTERISK exceptClause?                                       #qualifiedStar
    | valueExpression LEFT_BRACKET index=valueExpression RIGHT_BRACKET                 #subscript
    | valueExpression COLON variantPath                                                #variantExtraction
    | valueExpression DOUBLE_COLON dataType                                            #castOperator
    | valueExpression COLLATE multipartIdentifier                                      #collate
    | operator=(HYPHEN | PLUS | TILDE) valueExpression                                 #unary
    | left=valueExpression operator=(ASTERISK | SLASH | PERCENT_SIGN | DIV) right=valueExpression
                                                                                       #binary
    | left=valueExpression operator=(PLUS | HYPHEN | CONCAT) right=valueExpression     #binary
    | left=valueExpression operator=(SHIFT_LEFT | SHIFT_RIGHT | SHIFT_RIGHT_UNSIGNED) right=valueExpression
                                                                                       #binary
    | left=valueExpression operator=AMPERSAND right=valueExpression                    #binary
    | left=valueExpression operator=HAT right=valueExpression                          #binary
    | left=valueExpression operator=PIPE right=valueExpression                         #binary
    | left=valueExpression comparisonOperator right=valueExpression                    #comparison
    ;

comparisonOperator
    : EQ | NULL_SAFE_EQ | NEQ | LT | LTE | GT | GTE
    ;

// What a variant is asked for after ':'. Further steps, .b and [0], follow as dereference and subscript.
variantPath
    : identifier
    | LEFT_BRACKET (STRING | INTEGER_VALUE) RIGHT_BRACKET
    ;

exceptClause
    : EXCEPT LEFT_PAREN multipartIdentifierList RIGHT_PAREN
    ;

whenClause
    : WHEN condition=expression THEN result=expression
    ;

functionName
    : functionNameStart (DOT identifier)*
    ;

functionNameStart
    : IDENTIFIER
    | QUOTED_IDENTIFIER
    | nonReservedWord
    | functionWord
    | infixWord
    | LEFT
    | RIGHT
    | identifierClause
    ;

functionArgument
    : (identifier FAT_ARROW)? functionArgumentValue
    ;

// With an arrow the expression is the parameter of a lambda, x or (x, y).
functionArgumentValue
    : expression (ARROW body=expression)?
    ;

withinGroup
    : WITHIN GROUP LEFT_PAREN ORDER BY sortItem (COMMA sortItem)* RIGHT_PAREN
    ;

filter
    : FILTER LEFT_PAREN WHERE expression RIGHT_PAREN
    ;

nullTreatment
    : (IGNORE | RESPECT) NULLS
    ;

// --- Literals --------------------------------------------------------------------------------------------------------

literal
    : NULL                                                                             #nullLiteral
    | (TRUE | FALSE)                                                                   #booleanLiteral
    | number                                                                           #numericLiteral
    | STRING+                                                                          #stringLiteral
    | typeWord=(IDENTIFIER | DATE | TIME | TIMESTAMP | TIMESTAMP_NTZ | TIMESTAMP_LTZ | YEAR | MONTH | DAY | HOUR | MINUTE
        | SECOND) STRING+                                                              #typedLiteral
    ;

number
    : INTEGER_VALUE
    | DECIMAL_VALUE
    | EXPONENT_VALUE
    | TINYINT_LITERAL
    | SMALLINT_LITERAL
    | BIGINT_LITERAL
    | FLOAT_LITERAL
    | DOUBLE_LITERAL
    | BIGDECIMAL_LITERAL
    ;

// A marker stands for a literal; adjacent ones and strings concatenate, as adjacent strings do.
parameterMarker
    : parameter (STRING | parameter)*
    ;

parameter
    : QUESTION                                                                         #positionalParameter
    | COLON identifier { RejectIdentifierClause(); }                                   #namedParameter
    ;

interval
    : INTERVAL_FIELDS intervalField+                                                   #intervalOfFields
    | INTERVAL_FIELDS (HYPHEN | PLUS)? STRING from=intervalUnit TO to=intervalUnit     #intervalFromTo
    | INTERVAL_TEXT STRING+                                                            #intervalText
    ;

intervalField
    : sign=(HYPHEN | PLUS)? intervalValue intervalUnit
    ;

intervalValue
    : INTEGER_VALUE
    | DECIMAL_VALUE
    | STRING
    | parameter
    ;

intervalUnit
    : YEAR | YEARS | MONTH | MONTHS | WEEK | WEEKS | DAY | DAYS | HOUR | HOURS | MINUTE | MINUTES | SECOND | SECONDS
    | MILLISECOND | MILLISECONDS | MICROSECOND | MICROSECONDS | NANOSECOND | NANOSECONDS
    ;

// =====================================================================================================================
// Data types
// =====================================================================================================================

dataType
    : ARRAY TYPE_OPEN dataType TYPE_CLOSE                                              #arrayType
    | MAP TYPE_OPEN key=dataType COMMA value=dataType TYPE_CLOSE                       #mapType
    | STRUCT (TYPE_OPEN (structField (COMMA structField)*)? TYPE_CLOSE | NEQ)          #structType
    | INTERVAL (from=intervalUnit (TO to=intervalUnit)?)?                              #intervalType
    | TIMESTAMP (WITH LOCAL | WITHOUT) TIME ZONE                                       #timestampTypeWithZone
    | TIME typeParameters? WITHOUT TIME ZONE                                           #timeTypeWithoutZone
    | typeName typeParameters? (COLLATE multipartIdentifier)?                          #namedType
    ;

typeName
    : IDENTIFIER
    | QUOTED_IDENTIFIER
    | nonReservedWord
    | callWord
    | reservedWord
    | functionWord
    | identifierClause
    ;

typeParameters
    : LEFT_PAREN typeParameter (COMMA typeParameter)* RIGHT_PAREN
    ;

typeParameter
    : INTEGER_VALUE
    | ANY
    | identifier
    ;

structField
    : identifier COLON? dataType (NOT NULL)? (COMMENT STRING)?
    ;

columnTypeList
    : columnType (COMMA columnType)*
    ;

columnType
    : identifier dataType (NOT NULL)? (COMMENT STRING)?
    ;

// =====================================================================================================================
// Names
// =====================================================================================================================

// A name that may be given as IDENTIFIER(expression).
identifierReference
    : multipartIdentifier
    ;

identifierReferences
    : identifierReference (COMMA identifierReference)*
    ;

multipartIdentifierList
    : multipartIdentifier (COMMA multipartIdentifier)*
    ;

multipartIdentifier
    : identifier (DOT identifier)*
    ;

identifierList
    : LEFT_PAREN identifiers RIGHT_PAREN
    ;

identifiers
    : identifier (COMMA identifier)*
    ;

identifierClause
    : IDENTIFIER_CLAUSE LEFT_PAREN expression RIGHT_PAREN
    ;

identifier
    : IDENTIFIER
    | QUOTED_IDENTIFIER
    | nonReservedWord
    | callWord
    | functionWord
    | reservedWord
    | infixWord
    | joinWord
    | setOperatorWord
    | identifierClause
    ;

// A column alias without AS. Operators are no aliases there: `a AND b` never names a column AND, nor UNION.
implicitAlias
    : IDENTIFIER
    | QUOTED_IDENTIFIER
    | nonReservedWord
    | callWord
    | functionWord
    | reservedWord
    | joinWord
    | identifierClause
    ;

// A table alias: the words that can follow a table in a join are strict and excluded in every mode.
tableAliasName
    : IDENTIFIER
    | QUOTED_IDENTIFIER
    | nonReservedWord
    | callWord
    | functionWord
    | reservedWord
    | identifierClause
    ;

// =====================================================================================================================
// Keywords as names
//
// Every keyword that may be a name is in exactly one of these rules, except ANY, CASE, EXISTS, NOT, SOME and TRANSFORM,
// which the token pass turns into IDENTIFIER where they are names. Reserved means: spark.sql.ansi.enforceReservedKeywords.
// =====================================================================================================================

// Not usable as table aliases: "strict-non-reserved". All but ANTI, MINUS and SEMI are reserved in reserved mode.
joinWord
    : ANTI | SEMI
    | (CROSS | FULL | INNER | JOIN | LATERAL | LEFT | NATURAL | ON | RIGHT | USING) { RejectIfReserved(); }
    ;

setOperatorWord
    : MINUS
    | (EXCEPT | INTERSECT | UNION) { RejectIfReserved(); }
    ;

// Operators written as words.
infixWord
    : BETWEEN | DIV | ILIKE | LIKE | REGEXP | RLIKE
    | (AND | COLLATE | IN | IS | OR) { RejectIfReserved(); }
    ;

// Words with a call syntax of their own: names, but not of functions called by the general syntax.
callWord
    : ATOMIC | EXTRACT | OVERLAY | POSITION | STRUCT | SUBSTR | SUBSTRING | TRIM | TRY_CAST | VALUES | CUBE | ROLLUP
    | CAST { RejectIfReserved(); }
    ;

// Reserved words that are also functions: the call is allowed in every mode, the name only where nothing is reserved.
functionWord
    : (COLLATION | CURRENT_DATE | CURRENT_TIME | CURRENT_TIMESTAMP | CURRENT_USER | FILTER | SESSION_USER | TIME | USER)
        { RejectIfReservedName(); }
    ;

reservedWord
    : (ALL | AS | AUTHORIZATION | BOTH | CALL | CHECK | COLLATIONS | COLUMN | CONSTRAINT | CREATE | DISTINCT | ELSE | END
    | ESCAPE | EXECUTE | FALSE | FETCH | FOR | FOREIGN | FROM | GRANT | GROUP | HAVING | INTO | LEADING | NULL | OFFSET
    | ONLY | ORDER | OUTER | OVERLAPS | PRIMARY | RECURSIVE | REFERENCES | SELECT | SQL | TABLE | THEN | TO | TRAILING
    | UNIQUE | UNKNOWN | WHEN | WHERE | WITH | WITHIN) { RejectIfReserved(); }
    ;

nonReservedWord
    : ADD | AFTER | AGGREGATE | ALTER | ALWAYS | ANALYZE | ARRAY | ASC | BEGIN | BERNOULLI | BUCKET | BUCKETS
    | BY | CACHE | CALLED | CASCADE | CATALOG | CATALOGS | CHANGE | CHANGES | CLEAR | CLUSTER | CLUSTERED | CODEGEN
    | COLLECTION | COLUMNS | COMMENT | COMMIT | COMPUTE | CONDITION | CONTAINS | CONTINUE | COST
    | CURRENT | DATA | DATABASE | DATABASES | DATE | DAY | DAYS | DBPROPERTIES | DECLARE | DEFAULT | DEFINED | DEFINER
    | DELAY | DELETE | DELIMITED | DESC | DESCRIBE | DETERMINISTIC | DFS | DIRECTORY | DISTRIBUTE | DO | DROP | ELSEIF
    | ENFORCED | ESCAPED | EVOLUTION | EXCLUDE | EXCLUSIVE | EXIT | EXPLAIN | EXPORT | EXTEND | EXTENDED
    | EXTERNAL | FIELDS | FIRST | FLOW | FOLLOWING | FORMAT | FORMATTED | FOUND | FUNCTION | FUNCTIONS
    | GENERATED | GLOBAL | GROUPING | HANDLER | HOUR | HOURS | IDENTITY | IF | IGNORE | IMMEDIATE | IMPORT | INCLUDE | INCLUSIVE
    | INCREMENT | INDEX | INPATH | INPUT | INPUTFORMAT | INSERT | INTERVAL | INVOKER | ITEMS | ITERATE | JSON | KEY
    | KEYS | LANGUAGE | LAST | LAZY | LEAVE | LEVEL | LIMIT | LINES | LIST | LOAD | LOCAL | LOCATION | LOCK | LOGICAL
    | LOOP | MAP | MATCH | MATCHED | MATERIALIZED | MAX | MERGE | MICROSECOND | MICROSECONDS | MILLISECOND
    | MILLISECONDS | MINUTE | MINUTES | MODIFIES | MONTH | MONTHS | MSCK | NAME | NAMESPACE | NAMESPACES | NANOSECOND
    | NANOSECONDS | NONE | NORELY | NULLS | OF | OPTIONS | OUT | OUTPUTFORMAT | OVER | OVERWRITE
    | PARTITION | PARTITIONED | PARTITIONS | PERCENT | PIVOT | PLACING | PRECEDING | PROCEDURE | PROCEDURES
    | PROPERTIES | PURGE | QUALIFY | QUERY | RANGE | READS | RECORDREADER | RECORDWRITER | RECOVER | RECURSION
    | REDUCE | REFRESH | RELY | RENAME | REPAIR | REPEAT | REPEATABLE | REPLACE | RESET | RESPECT | RESTRICT | RETURN
    | RETURNS | REVOKE | ROLLBACK | ROW | ROWS | SCHEMA | SCHEMAS | SECOND | SECONDS | SECURITY | SERDE
    | SERDEPROPERTIES | SET | SETS | SHOW | SINGLE | SKEWED | SORT | SORTED | SOURCE | SPECIFIC | SQLEXCEPTION
    | SQLSTATE | START | STATISTICS | STORED | STREAM | STREAMING | SYNC | SYSTEM | SYSTEM_TIME | SYSTEM_VERSION
    | TABLES | TABLESAMPLE | TARGET | TBLPROPERTIES | TEMP | TEMPORARY | TERMINATED | TIMESTAMP | TIMESTAMP_LTZ
    | TIMESTAMP_NTZ | TRANSACTION | TRUE | TRUNCATE | TYPE | UNBOUNDED | UNCACHE | UNLOCK | UNPIVOT | UNSET | UNTIL
    | UPDATE | USE | VALUE | VAR | VARIABLE | VERSION | VIEW | VIEWS | WATERMARK | WEEK | WEEKS | WHILE | WINDOW
    | WITHOUT | YEAR | YEARS | ZONE
    ;
