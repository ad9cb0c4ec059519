namespace SqlSpark.DataSources.Csv;

/// <summary>What becomes of records that are malformed: the option <c>mode</c>.</summary>
internal enum CsvParseMode : byte
{
    /// <summary>What cannot be read is NULL, and the record goes into the column of corrupt records.</summary>
    Permissive,

    /// <summary>The record is left out.</summary>
    DropMalformed,

    /// <summary>The query fails.</summary>
    FailFast,
}
