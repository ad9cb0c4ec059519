--SET spark.sql.legacy.interval.enabled=true
--MATRIX few
-- From Spark 4.1's golden test postgreSQL/strings.sql (Apache License 2.0).

SELECT 'first line'
' - next line'
	' - third line'
	AS `Three lines to one`;

SELECT TRIM(LEADING FROM '  bunch o blanks  ') = 'bunch o blanks  ' AS `bunch o blanks  `;

SELECT TRIM(BOTH 'x' FROM 'xxxxxsome Xsxxxxx') = 'some Xs' AS `some Xs`;

SELECT SUBSTRING('1234567890' FROM 4 FOR 3) = '456' AS `456`;

SELECT POSITION('5' IN '1234567890') = '5' AS `5`;

SELECT 'hawkeye' LIKE 'H%' AS `false`;

SELECT 'hawkeye' LIKE 'indio%' AS `false`;

SELECT 'hawkeye' LIKE 'h%eye' AS `true`;

SELECT 'indio' LIKE '_ndio' AS `true`;

SELECT 'indio' LIKE 'in__o' AS `true`;

SELECT 'indio' LIKE 'in_o' AS `false`;

SELECT 'hawkeye' LIKE 'h%' ESCAPE '#' AS `true`;

SELECT 'indio' LIKE 'ind_o' ESCAPE '$' AS `true`;

SELECT 'h%' LIKE 'h#%' ESCAPE '#' AS `true`;

SELECT 'h%wkeye' LIKE 'h#%' ESCAPE '#' AS `false`;

SELECT 'h%wkeye' NOT LIKE 'h#%%' ESCAPE '#' AS `false`;

SELECT 'h%awkeye' NOT LIKE 'h#%a%k%e' ESCAPE '#' AS `false`;

SELECT 'indio' NOT LIKE '_ndio' ESCAPE '$' AS `false`;

SELECT 'i_dio' NOT LIKE 'i$_d_o' ESCAPE '$' AS `false`;

SELECT 'i_dio' NOT LIKE 'i$_nd_o' ESCAPE '$' AS `true`;

SELECT 'i_dio' NOT LIKE 'i$_d%o' ESCAPE '$' AS `false`;

SELECT 'maca' NOT LIKE 'm%aca' ESCAPE '%' AS `false`;

SELECT 'ma%a' NOT LIKE 'm%a%%a' ESCAPE '%' AS `false`;

SELECT 'bear' NOT LIKE 'b_ear' ESCAPE '_' AS `false`;

SELECT 'be_r' NOT LIKE 'b_e__r' ESCAPE '_' AS `false`;

SELECT 'foo' LIKE '_%' as t, 'f' LIKE '_%' as t, '' LIKE '_%' as f;

SELECT 'foo' LIKE '__%' as t, 'foo' LIKE '___%' as t, 'foo' LIKE '____%' as f;

SELECT 'jack' LIKE '%____%' AS t;

SELECT length('abcdef') AS `length_6`;

SELECT position('xy', 'abcdef') AS `pos_0`;
