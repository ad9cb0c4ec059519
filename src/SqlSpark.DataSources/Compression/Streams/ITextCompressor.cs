namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>Compresses the text of a file while it is written. Disposing gives memory back and writes nothing.</summary>
internal interface ITextCompressor : IDisposable
{
    /// <summary>Takes further text.</summary>
    void Write(ReadOnlySpan<byte> text);

    /// <summary>Writes what is left, and the end of the compressed data.</summary>
    void Finish();
}
