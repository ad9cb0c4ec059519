namespace SqlSpark.DataSources.Compression.Snappy;

/// <summary>The elements of a Snappy block: a tag byte whose low two bits are the kind, then its trailer.</summary>
/// <remarks>Source: format_description.txt of Snappy.</remarks>
internal static class SnappyTag
{
    /// <summary>The bits of the kind.</summary>
    public const int KindMask = 3;

    /// <summary>Where the rest of a tag starts.</summary>
    public const int KindBits = 2;

    /// <summary>Bytes follow; the length minus 1 is in the tag, or in 1 to 4 bytes behind it.</summary>
    public const int Literal = 0;

    /// <summary>A copy of 4 to 11 bytes from up to 2047 bytes back.</summary>
    public const int Copy1 = 1;

    /// <summary>A copy of 1 to 64 bytes from up to 65535 bytes back.</summary>
    public const int Copy2 = 2;

    /// <summary>A copy of 1 to 64 bytes from anywhere back.</summary>
    public const int Copy4 = 3;

    /// <summary>The longest literal whose length is in the tag; tags above count the bytes of the length.</summary>
    public const int MaxShortLiteral = 60;

    /// <summary>The longest copy.</summary>
    public const int MaxCopy = 64;
}
