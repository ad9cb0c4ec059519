using System.Globalization;

namespace SqlSpark.Core.Types;

/// <summary>What bounds the length of a string type.</summary>
public enum StringLengthKind : byte
{
    /// <summary>STRING: no bound.</summary>
    Unbounded,

    /// <summary>CHAR(n): padded with blanks to n characters.</summary>
    Char,

    /// <summary>VARCHAR(n): at most n characters.</summary>
    Varchar,
}

/// <summary>STRING, CHAR(n) and VARCHAR(n): UTF-8 text with a collation.</summary>
/// <param name="Collation">The collation's name; <see cref="DefaultCollation"/> compares bytes.</param>
/// <param name="LengthKind">Whether the length is bounded, and how.</param>
/// <param name="MaxLength">The bound in characters (code points); 0 when unbounded.</param>
public sealed record StringType(
    string Collation = StringType.DefaultCollation, StringLengthKind LengthKind = StringLengthKind.Unbounded, int MaxLength = 0) : DataType
{
    /// <summary>The collation that compares bytes.</summary>
    public const string DefaultCollation = "UTF8_BINARY";

    /// <summary>STRING with the default collation.</summary>
    public static StringType Instance { get; } = new();

    /// <summary>CHAR(n).</summary>
    public static StringType Char(int length) => new(DefaultCollation, StringLengthKind.Char, length);

    /// <summary>VARCHAR(n).</summary>
    public static StringType Varchar(int length) => new(DefaultCollation, StringLengthKind.Varchar, length);

    /// <summary>True when strings compare by their bytes.</summary>
    public bool IsBinaryCollation => Collation == DefaultCollation;

    /// <inheritdoc />
    public override string TypeName
    {
        get
        {
            var name = LengthKind switch
            {
                StringLengthKind.Char => string.Create(CultureInfo.InvariantCulture, $"char({MaxLength})"),
                StringLengthKind.Varchar => string.Create(CultureInfo.InvariantCulture, $"varchar({MaxLength})"),
                _ => "string",
            };
            return IsBinaryCollation ? name : $"{name} collate {Collation}";
        }
    }

    /// <inheritdoc />
    public override string Sql => IsBinaryCollation ? TypeName.ToUpperInvariant() : $"{(this with { Collation = DefaultCollation }).Sql} COLLATE {Collation}";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.View;
}
