-- Reading and writing JSON: types declared and inferred, nested values, malformed records, partitioned and compressed folders.
CREATE TEMPORARY VIEW people (id INT, name STRING, age INT, address STRUCT<city: STRING, zip: STRING>, tags ARRAY<STRING>, born DATE, seen TIMESTAMP, score DOUBLE)
USING json OPTIONS (path '{data}/json/people.json', timeZone 'UTC');
SELECT * FROM people;
SELECT id, address.city, tags[0], size(tags), score FROM people WHERE id < 4;
SELECT count(*) FROM people;
SELECT score, id FROM people;
SELECT name FROM people WHERE address.zip IS NOT NULL;
SELECT * FROM json.`{data}/json/people.json`;
CREATE TEMPORARY VIEW inferred USING json OPTIONS (path '{data}/json/people.json', timeZone 'UTC');
DESCRIBE inferred;
SELECT extra.deep, id FROM inferred WHERE extra IS NOT NULL;
-- Fields of other types: texts of objects, maps, and decimals.
CREATE TEMPORARY VIEW other (address STRING, tags STRING, score DECIMAL(10, 2), id DOUBLE, extra MAP<STRING, STRING>) USING json OPTIONS (path '{data}/json/people.json');
SELECT * FROM other;

-- Malformed records.
CREATE TEMPORARY VIEW permissive (id INT, amount DECIMAL(8, 2), _corrupt_record STRING) USING json OPTIONS (path '{data}/json/corrupt.json');
CREATE TEMPORARY VIEW dropping (id INT, amount DECIMAL(8, 2)) USING json OPTIONS (path '{data}/json/corrupt.json', mode 'DROPMALFORMED');
CREATE TEMPORARY VIEW failing (id INT, amount DECIMAL(8, 2)) USING json OPTIONS (path '{data}/json/corrupt.json', mode 'FAILFAST');
SELECT * FROM permissive;
SELECT _corrupt_record FROM permissive;
SELECT count(*), count(_corrupt_record) FROM permissive WHERE id IS NULL;
SELECT * FROM dropping;
SELECT count(*) FROM dropping;
SELECT id, amount FROM failing;
CREATE TEMPORARY VIEW inferred_corrupt USING json OPTIONS (path '{data}/json/corrupt.json');
DESCRIBE inferred_corrupt;

-- Folders of partitions, whose files are compressed in several ways.
SELECT year, id, v.a, v.b FROM json.`{data}/json/by-year`;
SELECT year, count(*) FROM json.`{data}/json/by-year` GROUP BY year;
SELECT id FROM json.`{data}/json/by-year` WHERE year = 2024;

-- From JSON to JSON, and to CSV.
INSERT OVERWRITE DIRECTORY '{scratch}/json-copy' USING json OPTIONS (compression 'zstd') SELECT * FROM people;
SELECT count(*) FROM (SELECT * FROM people EXCEPT SELECT id, name, age, address, tags, CAST(born AS DATE), CAST(seen AS TIMESTAMP), CAST(score AS DOUBLE) FROM json.`{scratch}/json-copy`);
INSERT OVERWRITE DIRECTORY '{scratch}/json-kept' USING json OPTIONS (ignoreNullFields 'false', compression 'snappy') SELECT id, address, tags, map('k', score) AS m FROM people;
SELECT value FROM text.`{scratch}/json-kept`;
INSERT OVERWRITE DIRECTORY '{scratch}/csv-of-json' USING csv OPTIONS (header 'true', compression 'lz4', dateFormat 'dd/MM/yyyy') SELECT id, name, born, score FROM people;
SELECT value FROM text.`{scratch}/csv-of-json`;

-- Dates and timestamps by patterns in CSV; what does not follow them is NULL.
CREATE TEMPORARY VIEW patterns (id INT, day DATE, at TIMESTAMP, local TIMESTAMP_NTZ, bad STRING)
USING csv OPTIONS (path '{data}/dates.csv', header 'true', dateFormat 'dd/MM/yyyy', timestampFormat 'MMM dd, yyyy HH:mm:ss XXX', timestampNTZFormat 'yyyyMMddHHmmss', columnNameOfCorruptRecord 'bad', timeZone 'UTC');
SELECT * FROM patterns;
CREATE TEMPORARY VIEW patterns_inferred USING csv OPTIONS (path '{data}/dates.csv', header 'true', inferSchema 'true', dateFormat 'dd/MM/yyyy');
DESCRIBE patterns_inferred;
