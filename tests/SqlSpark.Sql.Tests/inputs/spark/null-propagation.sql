-- From Spark 4.1's golden test null-propagation.sql (Apache License 2.0).

SELECT COUNT(NULL) FROM VALUES 1, 2, 3;

SELECT COUNT(1 + NULL) FROM VALUES 1, 2, 3;

-- From Spark 4.1's golden test null-handling.sql (Apache License 2.0).
