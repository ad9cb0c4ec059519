namespace SqlSpark.Core.Memory.Pages;

/// <summary>A piece of mapped memory.</summary>
/// <param name="Address">Its first usable byte.</param>
/// <param name="ByteLength">How many bytes are usable.</param>
/// <param name="BaseAddress">Where the mapping begins, for the page source.</param>
/// <param name="BaseLength">How long the mapping is, for the page source.</param>
internal readonly record struct MappedPages(nint Address, long ByteLength, nint BaseAddress, long BaseLength);
