"""Papers kept in a person's file: photos and scans, drawn or written anew, each sealed with a key of its own.

Words: *paper* (a photo, scan or PDF of an identity document, a certificate, a signed consent), *keep a paper* (only
while the person's consent to it holds), *drawn anew* (a picture decoded and drawn again, a PDF written again
page by page, by a process of its own; the bytes that were sent are never kept), *piece* (256 kB of a sealed paper on
the disk), *shelf* (the folder of the sealed papers).
Not here: the file itself and the consent (people), which document somebody has or lost (people.Document), notes and
papers that only a few may know of (sealed), the key of the whole installation (vault), lists to bring in (imports).
"""
