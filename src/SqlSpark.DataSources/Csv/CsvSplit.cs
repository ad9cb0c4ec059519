using SqlSpark.Catalyst.Sources;

namespace SqlSpark.DataSources.Csv;

/// <summary>A range of bytes of a file: the records that begin in it.</summary>
/// <param name="Ordinal">The position in the order of the source.</param>
/// <param name="Path">The file.</param>
/// <param name="Start">The first byte.</param>
/// <param name="End">The end; <see cref="long.MaxValue"/> for that of the file.</param>
/// <param name="FileLength">The length of the file when it was listed.</param>
internal sealed record CsvSplit(int Ordinal, string Path, long Start, long End, long FileLength)
    : ScanSplit(Ordinal, Math.Min(End, FileLength) - Start);
