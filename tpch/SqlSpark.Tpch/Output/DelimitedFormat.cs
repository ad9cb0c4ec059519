namespace SqlSpark.Tpch.Output;

/// <summary>How a text format separates fields. Implementations are structs, so that the encoder is compiled for each.</summary>
internal interface IDelimitedFormat
{
    /// <summary>Stands between fields.</summary>
    static abstract byte Delimiter { get; }

    /// <summary>Whether one stands after the last field too.</summary>
    static abstract bool EndsWithDelimiter { get; }

    /// <summary>Whether texts that contain the delimiter are quoted. The data has no quotes and no line breaks.</summary>
    static abstract bool Quotes { get; }
}

/// <summary>dbgen's format: a bar after every field.</summary>
internal readonly struct TblFormat : IDelimitedFormat
{
    public static byte Delimiter => (byte)'|';

    public static bool EndsWithDelimiter => true;

    public static bool Quotes => false;
}

/// <summary>Comma-separated values (RFC 4180, with line feeds alone).</summary>
internal readonly struct CsvFormat : IDelimitedFormat
{
    public static byte Delimiter => (byte)',';

    public static bool EndsWithDelimiter => false;

    public static bool Quotes => true;
}
