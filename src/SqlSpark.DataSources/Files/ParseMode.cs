namespace SqlSpark.DataSources.Files;

/// <summary>What becomes of records that are malformed: the option <c>mode</c>.</summary>
internal enum ParseMode : byte
{
    /// <summary>What cannot be read is NULL, and the record goes into the column of corrupt records.</summary>
    Permissive,

    /// <summary>The record is left out.</summary>
    DropMalformed,

    /// <summary>The query fails.</summary>
    FailFast,
}

/// <summary>Reads modes.</summary>
internal static class ParseModes
{
    /// <summary>The mode of a name. An unknown one is the permissive one, as in Spark, which only logs it.</summary>
    public static ParseMode Of(string? text) => text?.ToUpperInvariant() switch
    {
        "DROPMALFORMED" => ParseMode.DropMalformed,
        "FAILFAST" => ParseMode.FailFast,
        _ => ParseMode.Permissive,
    };
}
