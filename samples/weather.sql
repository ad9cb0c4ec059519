-- How often, how warm and how wet: the weather of Seattle by kind.
CREATE TEMPORARY VIEW weather
USING csv
OPTIONS (path 'samples/seattle-weather.csv', header 'true', inferSchema 'true');

SELECT weather,
       count(*)                     AS days,
       round(avg(temp_max), 1)      AS mean_high,
       max(temp_max)                AS highest,
       round(sum(precipitation), 1) AS rain_mm
FROM weather
WHERE year(date) BETWEEN 2012 AND 2014
GROUP BY weather
HAVING count(*) > 10
ORDER BY days DESC;
